/** Whether the app can be put on the home screen, and how: Chromium hands over a prompt, iOS wants it done by hand. */

interface InstallPrompt extends Event {
  prompt(): Promise<void>;
}

const KEY = 'latchkey:install-hint';

const isIos = (): boolean =>
  /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.platform === 'MacIntel' && navigator.maxTouchPoints > 1);

export class Install {
  #prompt = $state.raw<InstallPrompt | null>(null);
  #dismissed = $state(localStorage.getItem(KEY) === 'dismissed');
  #installed = $state(matchMedia('(display-mode: standalone)').matches);

  constructor() {
    addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault();
      this.#prompt = event as InstallPrompt;
    });
    addEventListener('appinstalled', () => (this.#installed = true));
  }

  get way(): 'none' | 'prompt' | 'by-hand' {
    if (this.#installed) return 'none';
    return this.#prompt !== null ? 'prompt' : isIos() ? 'by-hand' : 'none';
  }

  get hinted(): boolean {
    return this.way !== 'none' && !this.#dismissed;
  }

  async prompt(): Promise<void> {
    await this.#prompt?.prompt();
    this.#prompt = null;
  }

  dismiss(): void {
    this.#dismissed = true;
    localStorage.setItem(KEY, 'dismissed');
  }
}
