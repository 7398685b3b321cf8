/** Scenes that end with their test, and what becomes of one whose file was changed while nobody ran it. */
import { afterEach } from 'vitest';
import { changedCopy } from '../documents/damage.ts';
import { openScene, type Scene, type SceneOptions } from '../edits/scene.ts';

export interface Scenes {
  open(options?: Partial<SceneOptions>): Promise<Scene>;
  /** Ends a scene, and opens a copy of its folder as `change` left the database. */
  reopened(scene: Scene, change: (path: string) => void): Promise<Scene>;
}

/** To be called once in a file of tests. */
export function scenesOfTests(): Scenes {
  const opened: Scene[] = [];
  afterEach(async () => {
    for (const scene of opened.splice(0)) await scene.close();
  });
  const open: Scenes['open'] = async (options) => {
    const scene = await openScene(options);
    opened.push(scene);
    return scene;
  };
  return { open, reopened: async (scene, change) => open({ folder: await changedCopy(scene, change) }) };
}
