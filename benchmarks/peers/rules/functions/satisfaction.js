// A project without a satisfaction indicator.
export default function satisfaction(indicators) {
  if (!Array.isArray(indicators) || indicators.some((row) => String(row.level1).startsWith("满意度"))) return;
  return [{ message: "没有满意度指标" }];
}
