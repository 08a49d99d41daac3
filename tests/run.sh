#!/usr/bin/env bash
# Installs what the tests need, builds everything in Release with warnings as errors, runs every test project and the tests
# of the knowledge packs, and closes with a line 'N passed, N failed'. Exit status 0 only where nothing failed.
set -uo pipefail

cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." || exit 1
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

passed=0 failed=0 skipped=0

# The last line, whatever happened before.
finish() {
    local tail=""
    if ((skipped > 0)); then tail=", $skipped skipped"; fi
    echo "$passed passed, $failed failed$tail"
    ((failed == 0 && passed > 0))
    exit
}

# A step that is not a test and without which no test can run.
require() {
    echo "== $1"
    shift
    if ! "$@"; then
        echo "This step failed: $*" >&2
        failed=$((failed + 1))
        finish
    fi
}

has_browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null
has_chinese_fonts() { fc-list :lang=zh 2>/dev/null | grep -q .; }

install_packages() {
    local wanted=()
    has_browser || wanted+=(chromium)
    has_chinese_fonts || wanted+=(fonts-noto-cjk fontconfig)
    if ((${#wanted[@]} == 0)); then return 0; fi

    local as_root=()
    if ((EUID != 0)); then as_root=(sudo -n); fi
    if ! command -v apt-get >/dev/null || { ((EUID != 0)) && ! sudo -n true 2>/dev/null; }; then
        echo "The browser tests need these Debian packages, or what your system calls them: ${wanted[*]}. Install them and run again." >&2
        return 1
    fi

    echo "Installing ${wanted[*]}"
    "${as_root[@]}" apt-get update -qq \
        && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null
}

# Runs one test program and adds up its summary: 'Total: 57, Errors: 0, Failed: 2, Skipped: 0, Not Run: 0, Time: 0.2s'.
run_tests() {
    local project="$1" program log summary status
    program="tests/$project/bin/Release/net10.0/$project"
    log="$(mktemp)"
    echo "== $project"
    timeout --kill-after=10 900 "$program" -nologo -noColor >"$log" 2>&1
    status=$?
    summary="$(grep -E "^ +$project +Total: [1-9]" "$log" | tail -1)"
    count() { sed -nE "s/.*[ ,]$1: ([0-9]+).*/\1/p" <<<"$summary"; }

    if [[ -z "$summary" ]]; then
        cat "$log"
        echo "$project closed without having run a test (exit status $status)."
        failed=$((failed + 1))
    else
        local broken=$(($(count Failed) + $(count Errors)))
        if ((status != 0 && broken == 0)); then broken=1; fi
        if ((broken > 0)); then cat "$log"; else echo "$summary"; fi
        local left=$(($(count Skipped) + $(count 'Not Run')))
        failed=$((failed + broken))
        skipped=$((skipped + left))
        passed=$((passed + $(count Total) - $(count Failed) - left))
    fi
    rm -f "$log"
}

# The knowledge packs bring their own tests; their last line is 'N passed, N failed'.
run_pack_tests() {
    local log last
    log="$(mktemp)"
    echo "== knowledge packs"
    timeout --kill-after=10 300 ./casetriage packs test >"$log" 2>&1
    local status=$?
    last="$(tail -1 "$log")"
    if [[ "$last" =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed ]]; then
        passed=$((passed + BASH_REMATCH[1]))
        failed=$((failed + BASH_REMATCH[2]))
        if ((status != 0 && BASH_REMATCH[2] == 0)); then failed=$((failed + 1)); fi
    else
        failed=$((failed + 1))
    fi
    if ((status == 0)); then echo "$last"; else cat "$log"; fi
    rm -f "$log"
}

require "tools" command -v dotnet
require "browser and fonts" install_packages
# Under CI=true the lock files are the law (Directory.Build.props); elsewhere another patch level of the SDK may write them anew.
require "restore" dotnet restore CaseTriage.sln -v quiet
require "build" dotnet build CaseTriage.sln -c Release --no-restore -v quiet -nologo

for project in tests/*.Tests; do
    run_tests "$(basename "$project")"
done
run_pack_tests
finish
