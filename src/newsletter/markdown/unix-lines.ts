/** Text with the line ends of Unix, so that versions compare equal whatever the editor's machine wrote. */
export function unixLines(text: string): string {
  return text.replace(/\r\n/g, '\n');
}
