// A share above 100 %, and an annual value above the one of the whole period where both are floors.
const NUMBER = /^(?:≥|>=|＞|>)?\s*(\d+(?:\.\d+)?)\s*(\D*)$/u;

export default function range(row, _options, context) {
  const [full, annual] = ["full", "annual"].map((key) => NUMBER.exec(String(row[key])));
  const found = [];
  if (full && full[2] === "%" && Number(full[1]) > 100 && /率$/u.test(String(row.name))) {
    found.push({ message: "比率超过 100%", path: [...context.path, "full"] });
  }
  if (full && annual && full[2] === annual[2] && Number(annual[1]) > Number(full[1])) {
    found.push({ message: "年度指标值大于实施周期指标值", path: [...context.path, "annual"] });
  }
  return found;
}
