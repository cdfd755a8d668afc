import { type Account, Desk } from './office.js';

/** Whom a newcomer may sign in as. The passwords are printed: there is nothing here to protect. */
export const ADMIN: Account = {
  name: 'Ratu Amalia',
  email: 'admin@demo.example',
  password: 'sahut-demo-admin',
  role: 'admin',
};
export const VISITORS: readonly Account[] = [
  ADMIN,
  {
    name: 'Pak Umar',
    email: 'supervisor@demo.example',
    password: 'sahut-demo-supervisor',
    role: 'supervisor',
  },
  {
    name: 'Bu Wati',
    email: 'operator@demo.example',
    password: 'sahut-demo-operator',
    role: 'operator',
  },
];

/** Colleagues, who work by themselves. */
const colleague = (name: string): Account => ({
  name,
  email: `${name.toLowerCase()}@demo.example`,
  password: `${name} works here`,
  role: 'operator',
});

export interface Staff {
  admin: Desk;
  sari: Desk;
  joko: Desk;
}

/** Takes everybody in, through the administrator's desk. */
export async function hireStaff(base: () => string): Promise<Staff> {
  const admin = new Desk(ADMIN, base);
  await admin.signIn();
  for (const account of VISITORS) if (account !== ADMIN) await admin.hire(account);
  const sari = await admin.hire(colleague('Sari'));
  const joko = await admin.hire(colleague('Joko'));
  return { admin, sari, joko };
}
