/** What the signed-in person may do. The server decides; the page only hides what would be refused. */
import { useMe } from '../data/queries.js';
import type { Permission } from '../data/types.js';

export function useMay(): (permission: Permission) => boolean {
  const { permissions } = useMe();
  return (permission) => permissions.includes(permission);
}
