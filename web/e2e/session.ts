/** What the tests read of `GET /api/session`. */
export interface SessionReply {
  readonly workspaces: readonly {
    readonly id: string;
    readonly own: string;
    readonly member: { readonly id: string };
    readonly environments: readonly { readonly id: string; readonly name: string; readonly isProduction: boolean; readonly documents: readonly string[] }[];
  }[];
}
