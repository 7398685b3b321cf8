declare global {
  namespace App {
    interface PageState {
      /** Set where a sheet was opened from its table: closing it is then a step back. */
      opened?: true;
    }
  }
}

export {};
