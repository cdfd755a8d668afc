/** Longest side of a photo that is sent, in pixels: legible, and a tenth of the bytes. */
const LONGEST_SIDE = 1280;
const QUALITY = 0.8;

/**
 * A photo made small, as JPEG: saves the citizen's data and leaves behind where and with what it
 * was taken. What the browser cannot read, and moving pictures, go as they are.
 */
export async function smaller(file: Blob): Promise<Blob> {
  if (!/^image\//.test(file.type) || file.type === 'image/gif') return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const brush = canvas.getContext('2d');
    if (!brush) return file;
    // JPEG knows no transparency: what was see-through becomes white, not black.
    brush.fillStyle = '#fff';
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const jpeg = await new Promise<Blob | null>((done) => {
      canvas.toBlob(done, 'image/jpeg', QUALITY);
    });
    return jpeg ?? file;
  } catch {
    return file;
  }
}

/** What a file will be in the thread, by what the browser says it is. */
export function kindOf(file: Blob): 'photo' | 'video' | 'audio' | 'document' {
  if (file.type.startsWith('image/')) return 'photo';
  if (file.type.startsWith('video/')) return 'video';
  return file.type.startsWith('audio/') ? 'audio' : 'document';
}
