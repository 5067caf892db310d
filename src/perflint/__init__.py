"""perflint: a deterministic, offline linter for 项目支出绩效目标."""
