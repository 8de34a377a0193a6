/**
 * Files sent from this page, so that a dry run can be applied without choosing the file again.
 * The service erases what it has read; this memory ends with the tab.
 */
const files = new Map<string, File>();

export function keepFile(importId: string, file: File): void {
  files.set(importId, file);
}

export function keptFile(importId: string): File | undefined {
  return files.get(importId);
}

/** Whether a file chosen again looks like the one that was tried: a different one would surprise. */
export function looksLike(file: File, tried: { file_name: string; size: number }): boolean {
  return file.name === tried.file_name && file.size === tried.size;
}
