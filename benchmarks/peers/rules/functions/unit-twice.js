// A unit in the brackets of the name and another, or the same, in the value: 培训人数（人） with ≥30人.
const BRACKET = /[（(]([^（）()]{1,6})[）)]$/u;
const VALUE = /\d\s*([^\d\s.,，。]+)$/u;

export default function unitTwice(row, _options, context) {
  const bracket = BRACKET.exec(String(row.name));
  if (!bracket) return;
  return ["full", "annual"]
    .filter((key) => VALUE.test(String(row[key])))
    .map((key) => ({ message: `“${row.name}”的括号里已有单位`, path: [...context.path, key] }));
}
