/** Light or dark: the system's, unless this device was told otherwise. `static/theme.js` applies it before the first paint. */

export type ThemeChoice = 'system' | 'light' | 'dark';
const KEY = 'latchkey:theme';

class Theme {
  #choice = $state<ThemeChoice>((document.documentElement.dataset['theme'] as 'light' | 'dark' | undefined) ?? 'system');

  get choice(): ThemeChoice {
    return this.#choice;
  }

  set choice(choice: ThemeChoice) {
    this.#choice = choice;
    if (choice === 'system') {
      delete document.documentElement.dataset['theme'];
      localStorage.removeItem(KEY);
    } else {
      document.documentElement.dataset['theme'] = choice;
      localStorage.setItem(KEY, choice);
    }
  }
}

export const theme = new Theme();
