/** The shortest decimal number that is this 32-bit float: 26.9 and not 26.899999618530273, the same in 64 bits. */
export function shortest(value: number): number {
  for (let digits = 6; digits < 9; ++digits) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return rounded;
  }
  return value;
}
