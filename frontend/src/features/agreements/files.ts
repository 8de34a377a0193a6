/** What the service accepts, by the end of a file's name: browsers do not know every office format. */
const mediaTypes: Record<string, string> = {
  pdf: "application/pdf",
  odt: "application/vnd.oasis.opendocument.text",
  ods: "application/vnd.oasis.opendocument.spreadsheet",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  txt: "text/plain",
};

export const maximumBytes = 10 * 1024 * 1024;

/** For the file chooser. */
export const acceptedEndings = Object.keys(mediaTypes)
  .map((ending) => `.${ending}`)
  .join(",");

/** The same content, with its format said; what the service does not know, it refuses with its reasons. */
export function typed(file: File): Blob {
  const ending = file.name.split(".").at(-1)?.toLowerCase() ?? "";
  return file.slice(0, file.size, mediaTypes[ending] ?? file.type);
}

/** "convention-2027.pdf" is proposed as the title "convention-2027". */
export function titleFrom(fileName: string): string {
  return fileName.replace(/\.[^.]+$/, "").replaceAll("_", " ");
}

/** Enough of a fingerprint to compare by eye: "9f86d0…0f00a08". */
export function shortHash(sha256: string): string {
  return `${sha256.slice(0, 6)}…${sha256.slice(-6)}`;
}

/** Bytes in the largest unit that keeps a whole part. */
export function readableSize(bytes: number): { value: number; unit: "bytes" | "kilobytes" | "megabytes" } {
  if (bytes < 1000) return { value: bytes, unit: "bytes" };
  if (bytes < 999_500) return { value: Math.round(bytes / 1000), unit: "kilobytes" };
  return { value: Math.round(bytes / 100_000) / 10, unit: "megabytes" };
}
