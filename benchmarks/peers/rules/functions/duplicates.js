// Two indicators of one project with the same name.
export default function duplicates(indicators, _options, context) {
  if (!Array.isArray(indicators)) return;
  const seen = new Map();
  const found = [];
  indicators.forEach((row, index) => {
    const name = String(row.name).replace(/\s/gu, "");
    if (seen.has(name)) {
      found.push({ message: `“${row.name}”与第 ${seen.get(name) + 1} 条重复`, path: [...context.path, index, "name"] });
    } else {
      seen.set(name, index);
    }
  });
  return found;
}
