import { bridge, failureOf } from '../bridge';
import type { StoredPicture } from '../wire/StoredPicture';
import { toasts } from './toasts.svelte';

/** Puts pictures on the desk; one that cannot be read is named, and does not stop the others. */
export async function addPictures(files: File[]): Promise<StoredPicture[]> {
  const stored: StoredPicture[] = [];
  for (const file of files) {
    try {
      const picture = await bridge.ask('media.add', { name: file.name, data: await base64(file) });
      stored.push(picture);
      if (picture.doubts.length > 0)
        toasts.say(`“${file.name}” contradicts itself.`, { detail: picture.doubts.join(' ') });
    } catch (thrown) {
      toasts.say(`“${file.name}” was not added.`, { detail: failureOf(thrown).message, tone: 'bad' });
    }
  }
  return stored;
}

function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error ?? new Error('The file cannot be read.'));
    reader.readAsDataURL(file);
  });
}
