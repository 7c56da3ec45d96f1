/**
 * What files are, by their media types.
 */

const TYPES_BY_EXTENSION = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  bmp: 'image/bmp',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  pdf: 'application/pdf',
};

/** Files of these types may have many pages, and browsers cannot draw them. */
const DOCUMENTS = new Set(['application/pdf', 'image/tiff']);

/** Readers of PDF look for its beginning in so many bytes. */
const PDF_WITHIN = 1024;

/**
 * The media type to send a file with: the browser's, else the one its extension tells.
 *
 * @param {File} file
 * @returns {string}
 */
export function contentTypeOf(file) {
  if (file.type) {
    return file.type === 'image/x-ms-bmp' ? 'image/bmp' : file.type;
  }
  const extension = file.name.toLowerCase().split('.').pop();
  return TYPES_BY_EXTENSION[extension] ?? 'application/octet-stream';
}

/**
 * Whether a file is to be read page by page, with the service drawing its pages: by its name, or
 * by its first bytes, which are what the service itself goes by.
 *
 * @param {File} file
 * @returns {Promise<boolean>}
 */
export async function isDocument(file) {
  return DOCUMENTS.has(contentTypeOf(file)) || beginsAsDocument(await headOf(file));
}

/** The first bytes, each as one character; none where the browser cannot read the file. */
async function headOf(file) {
  try {
    const bytes = new Uint8Array(await file.slice(0, PDF_WITHIN).arrayBuffer());
    return String.fromCharCode(...bytes);
  } catch {
    return '';
  }
}

function beginsAsDocument(head) {
  return head.includes('%PDF-') || head.startsWith('II*\0') || head.startsWith('MM\0*');
}

/**
 * A picture that came as text.
 *
 * @param {{media_type: string, data: string}} picture the data in Base64
 * @returns {Blob}
 */
export function blobOf({ media_type: type, data }) {
  const characters = atob(data);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < characters.length; i++) {
    bytes[i] = characters.charCodeAt(i);
  }
  return new Blob([bytes], { type });
}
