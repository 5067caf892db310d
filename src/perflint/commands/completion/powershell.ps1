# perflint: completion for PowerShell, written by `perflint completion powershell`.

Register-ArgumentCompleter -Native -CommandName perflint -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $lists = @{
        @lists@
    }
    $commands = @{
        @commands@
    }

    # What stands before the cursor, and which command, option and place that makes.
    $command = 'check'
    $begun = $false
    $free = $false
    $option = ''
    $place = 0
    $before = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { $_.Extent.Text.Trim('"', "'") })
    foreach ($word in $before) {
        if ($option) {
            $option = ''
        } elseif ($free) {
            $place += 1
        } elseif ($word -eq '--') {
            $free = $true
            $begun = $true
        } elseif ($word.StartsWith('-')) {
            if ($commands[$command]['takes'].ContainsKey($word)) { $option = $word }
            if ($word -notmatch '^--lang(=|$)') { $begun = $true }
        } elseif (-not $begun -and $commands.ContainsKey($word)) {
            $command = $word
            $begun = $true
        } else {
            $place += 1
            $begun = $true
        }
    }

    # What may stand at the cursor: words of a list, files. Of what is typed, $kept stays as it is.
    $typed = "$wordToComplete"
    $kept = ''
    $words = @()
    $value = @{}
    if (-not $option -and -not $free -and $typed -match '^(--[a-z-]+)=(.*)$') {
        $option = $Matches[1]
        $typed = $Matches[2]
        $kept = "$option="
    }
    if ($option) {
        $value = $commands[$command]['takes'][$option]
    } elseif ($typed.StartsWith('-') -and -not $free) {
        $words = @($commands[$command]['options'])
        if (-not $begun) { $words += @($lists['version']) }
    } else {
        $places = $commands[$command]['places']
        $value = $places[[Math]::Min($place, $places.Count - 1)]
        if (-not $begun) { $words = @($lists['start']) }
    }
    if ($value['after'] -and $typed.Contains('=')) {
        $at = $typed.IndexOf('=') + 1
        $kept += $typed.Substring(0, $at)
        $typed = $typed.Substring($at)
        $value = $value['after']
    }
    if ($value['several']) {
        $at = $typed.LastIndexOf(',') + 1
        $kept += $typed.Substring(0, $at)
        $typed = $typed.Substring($at)
    }
    if ($value['list']) { $words += @($lists[$value['list']]) }
    $sign = ''
    if ($value['after']) { $sign = '=' }

    foreach ($entry in $words) {
        $text, $about = $entry -split "`t", 2
        if ($text.StartsWith($typed, [StringComparison]::OrdinalIgnoreCase)) {
            if (-not $about) { $about = $text }
            [System.Management.Automation.CompletionResult]::new("$kept$text$sign", $text, 'ParameterValue', $about)
        }
    }
    if ($value['files']) {
        foreach ($file in [System.Management.Automation.CompletionCompleters]::CompleteFilename($typed)) {
            [System.Management.Automation.CompletionResult]::new(
                "$kept$($file.CompletionText)", $file.ListItemText, $file.ResultType, $file.ToolTip)
        }
    }
}
