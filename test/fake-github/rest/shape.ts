/**
 * What the fake answers of one of GitHub's REST objects: any part of it, but nothing that GitHub has not.
 */
export type Shape<T> = T extends readonly (infer Item)[]
  ? readonly Shape<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]?: Shape<T[Key]> | undefined }
    : T;
