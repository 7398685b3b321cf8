/** The five members of the sample. Their passwords are public: a sample is served on loopback only. */
import type { Member } from '@latchkey/shared/domain/member';
import type { SetUp } from '@latchkey/shared/protocol/http';

export interface SampleMember {
  readonly name: string;
  readonly userName: string;
  readonly email: string;
  readonly level: Member['level'];
  /** Environment names and what is given there. */
  readonly environments: Readonly<Record<string, 'manage' | 'monitor'>>;
  /** As people would call it. */
  readonly title: string;
}

export const sampleMembers: readonly SampleMember[] = [
  { name: 'Olivia Okafor', userName: 'olivia', email: 'olivia@northwind.example', level: 'owner', environments: {}, title: 'owner' },
  { name: 'Oskar Lindqvist', userName: 'oskar', email: 'oskar@northwind.example', level: 'owner', environments: {}, title: 'owner' },
  { name: 'Adela Novotná', userName: 'adela', email: 'adela@northwind.example', level: 'administrator', environments: {}, title: 'administrator' },
  {
    name: 'Mateo García',
    userName: 'mateo',
    email: 'mateo@northwind.example',
    level: 'none',
    environments: { Development: 'manage', Staging: 'manage', Production: 'manage' },
    title: 'manager',
  },
  {
    name: 'Mina Tanaka',
    userName: 'mina',
    email: 'mina@northwind.example',
    level: 'none',
    environments: { Staging: 'monitor', Production: 'monitor' },
    title: 'monitor',
  },
];

/** One for each, so that signing in as someone is deliberate. */
export const passwordOf = (member: SampleMember): string => `${member.userName}-latchkey`;

/** What the sign-in page shows in sample mode. */
export const sampleSignIns: NonNullable<SetUp['sample']> = sampleMembers.map((member) => ({
  name: member.name,
  email: member.email,
  password: passwordOf(member),
  level: member.title,
}));
