type A<T> = T extends (infer U)[] ? U : never;
type B = { readonly [K in keyof A<string>]?: A<string>[K] } & Record<'a' | 'b', [x: number, y?: string, ...z: boolean[]]>;
type C = typeof import('./c') | `a-${Lower}` | unique symbol | (new () => B) | -1 | null;
declare const c: C, d: abstract new () => void;
abstract class D { protected abstract e(this: D): this; static { let x!: number; } }
let f = <T,>(x: T): x is NonNullable<T> => !!x;
const g = f<string>, h = new Map<string, Array<number>>();
