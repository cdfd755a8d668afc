/**
 * Small secrets of a channel (WhatsApp's session keys), by (scope, type, id).
 * `set` writes everything it is given in one transaction; null deletes.
 */
export interface Vault {
  get(scope: string, type: string, ids: string[]): Promise<Record<string, string>>;
  set(scope: string, entries: { type: string; id: string; value: string | null }[]): Promise<void>;
  clear(scope: string): Promise<void>;
}
