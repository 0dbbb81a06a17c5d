/** Who can sign in to a seeded world, for the start-up table, the demo sign-in page and tests. */
export interface Seeded {
  people: {
    name: string;
    upn: string;
    password: string;
    objectId: string;
    /** First a short key for command lines (owner, reader…), then sentences for people. */
    roles: string[];
  }[];
  servicePrincipals: { name: string; clientId: string; secret: string; objectId: string }[];
}
