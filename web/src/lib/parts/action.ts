/** Something that can be done with one thing. */
export interface Action {
  readonly label: string;
  readonly tone: 'plain' | 'danger';
  /** Why it may not be done, or null. */
  readonly denied: string | null;
  readonly run: () => void;
}
