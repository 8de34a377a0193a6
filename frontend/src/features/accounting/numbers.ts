/** Three to ten digits of classes 1 to 7; 12 is kept for results. As the service checks it. */
export function isAccountNumber(text: string): boolean {
  return /^(1[013-9]|[2-7]\d)\d{1,8}$/.test(text);
}
