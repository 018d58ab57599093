# Shared by the commands in this folder; sourced, not run.
# shellcheck shell=bash disable=SC2034

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
environment="$root/environment"
venv="$root/.venv"
python="$venv/bin/python"
# The module that needs all others: its jar, and those of the others with what they depend on in dependency.
library="$root/lib/report/target"
class_path="$library/foresale-report.jar:$library/dependency/*"

# In a locale without UTF-8, as C is, which Docker's images have, and one that is not installed, Java breaks paths and
# writes "?" for letters such as an ö; no option of Java's own mends that.
case "$(locale charmap 2>/dev/null || true)" in
    '' | ANSI_X3.4-1968 | US-ASCII)
        LC_ALL=C.UTF-8
        for candidate in C.UTF-8 C.utf8 en_US.UTF-8 en_US.utf8; do
            if locale -a 2>/dev/null | grep -qxF "$candidate"; then
                LC_ALL=$candidate
                break
            fi
        done
        unset candidate
        export LC_ALL
        ;;
esac

say() {
    printf 'foresale: %s\n' "$*"
}

# is_current STAMP WANTED : whether a stamp says what is wanted.
is_current() {
    [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]
}

# fail WHAT REMEDY
fail() {
    printf 'foresale: error: %s\n' "$1" >&2
    printf '          remedy: %s\n' "$2" >&2
    exit 1
}

# using FILE : the processes that have a file open, the oldest first.
using() {
    if [ -d /proc/self/fd ]; then
        find -L /proc/[0-9]*/fd -maxdepth 1 -samefile "$1" 2>/dev/null | cut -d / -f 3
    elif command -v lsof >/dev/null; then
        lsof -t -- "$1" 2>/dev/null
    fi | sort -nu
}

# command_of PROCESS : its command line; Debian's smallest images have no ps.
command_of() {
    if [ -r "/proc/$1/cmdline" ]; then
        tr '\0' ' ' <"/proc/$1/cmdline"
    else
        ps -o args= -p "$1"
    fi 2>/dev/null | cut -c 1-120 | sed 's/ *$//' || true
}

# holders FILE : the same in words, such as: process 4711 (bash environment/report --quick)
holders() {
    local process processes found=()
    processes=$(using "$1" || true)
    for process in $processes; do
        found+=("process $process ($(command_of "$process"))")
    done
    if [ ${#found[@]} = 0 ]; then
        printf 'a process that cannot be seen from here'
    else
        printf '%s' "${found[0]}"
        [ ${#found[@]} = 1 ] || printf ', %s' "${found[@]:1}"
    fi
}

# lock_now OPTION FD : by flock, or where that is missing by Python; OPTION is -x (alone) or -s (with others).
lock_now() {
    local candidate kind=LOCK_EX
    if command -v flock >/dev/null; then
        flock -n "$1" "$2"
    else
        [ "$1" = -x ] || kind=LOCK_SH
        candidate=$(find_python)
        [ -n "$candidate" ] || fail "neither flock nor Python is found, which keep two runs apart" "install util-linux"
        "$candidate" -c "import fcntl, sys; fcntl.flock(int(sys.argv[1]), fcntl.$kind | fcntl.LOCK_NB)" "$2" 2>/dev/null
    fi
}

# lock HOW NAME WHAT : takes target/NAME.lock as long as this shell and what it starts live; however they end, the system
# takes it back. HOW is alone (ends where another has it), wait (alone, after all others) or share (after who is alone).
lock() {
    local file="$root/target/$2.lock" option=-x told=no
    [ "$1" != share ] || option=-s
    mkdir -p "$root/target"
    exec {held}>>"$file"
    until lock_now "$option" "$held"; do
        # Closed, so that this shell is not among those who have it.
        exec {held}>&-
        if [ "$1" = alone ]; then
            fail "$3 is in use by $(holders "$file")" "wait for its end, or end it"
        fi
        if [ "$told" = no ]; then
            say "waiting for the end of $(holders "$file"), as $3 is in use"
            told=yes
        fi
        sleep 0.5
        exec {held}>>"$file"
    done
}

# Whether this is root on Debian or one of its children, where missing programs can be installed.
can_install() {
    [ "$(id -u)" = 0 ] && [ -e /etc/debian_version ] && command -v apt-get >/dev/null
}

# install PACKAGE... : by apt-get; only where can_install.
install() {
    say "installing $* with apt-get"
    apt-get update -qq >/dev/null || fail "apt-get update failed" "look at apt-get's message above"
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null ||
        fail "apt-get could not install $*" "look at apt-get's message above, or install it by hand"
}

# at_least WANTED FOUND : compares version numbers.
at_least() {
    [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]
}

java_home() {
    if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/javac" ]; then
        printf '%s' "$JAVA_HOME"
    elif command -v javac >/dev/null; then
        dirname "$(dirname "$(readlink -f "$(command -v javac)")")"
    fi
}

jdk_version() {
    local home
    home=$(java_home)
    if [ -n "$home" ]; then
        "$home/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
    fi
}

need_jdk() {
    local found
    found=$(jdk_version)
    if { [ -z "$found" ] || [ "$found" -lt 17 ]; } && can_install; then
        install openjdk-17-jdk-headless
        unset JAVA_HOME
        found=$(jdk_version)
    fi
    [ -n "$found" ] || fail "no JDK found (a JRE is not enough)" \
        "install JDK 17 or later and put its bin folder on the PATH, or set JAVA_HOME"
    [ "$found" -ge 17 ] || fail "the JDK in $(java_home) is version $found, too old" \
        "install JDK 17 or later and put its bin folder on the PATH, or set JAVA_HOME"
    JAVA_HOME=$(java_home)
    export JAVA_HOME
}

# Takes away the colours that Maven writes even to a file.
plain() {
    sed $'s/\x1b\\[[0-9;]*m//g'
}

maven_version() {
    if command -v mvn >/dev/null; then
        mvn -version 2>/dev/null | plain | sed -n 's/^Apache Maven \([0-9.]*\).*/\1/p'
    fi
}

need_maven() {
    local found
    found=$(maven_version)
    if [ -z "$found" ] && can_install; then
        install maven
        found=$(maven_version)
    fi
    [ -n "$found" ] || fail "Maven (mvn) is not found" "install Maven 3.8 or later and put it on the PATH"
    at_least 3.8 "$found" || fail "Maven is version $found, too old" "install Maven 3.8 or later"
}

# The first Python of this list that is 3.10 or later and can make virtual environments.
find_python() {
    local candidate
    for candidate in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11 python3.10; do
        if command -v "$candidate" >/dev/null && "$candidate" -c '
import sys, venv, ensurepip
sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
}

need_python() {
    base_python=$(find_python)
    if [ -z "$base_python" ] && can_install; then
        install python3 python3-venv
        base_python=$(find_python)
    fi
    [ -n "$base_python" ] || fail "no Python 3.10 or later with the modules venv and ensurepip is found" \
        "install Python 3.10 or later (on Debian and Ubuntu also python3-venv), or set PYTHON to it"
}

find_chromium() {
    local candidate
    for candidate in ${FORESALE_CHROMIUM:+"$FORESALE_CHROMIUM"} chromium chromium-browser google-chrome; do
        if command -v "$candidate" >/dev/null; then
            command -v "$candidate"
            return
        fi
    done
}

need_chromium() {
    FORESALE_CHROMIUM=$(find_chromium)
    if [ -z "$FORESALE_CHROMIUM" ] && can_install; then
        install chromium
        FORESALE_CHROMIUM=$(find_chromium)
    fi
    [ -n "$FORESALE_CHROMIUM" ] || fail "no Chromium is found, which draws and checks the charts" \
        "install Chromium or Chrome, or set FORESALE_CHROMIUM to its program"
    export FORESALE_CHROMIUM
}

# The glossary has Chinese terms: where no font has them, pictures and the PDF show boxes. Browsers of readers have one.
want_chinese_font() {
    command -v fc-list >/dev/null || return 0
    if [ -z "$(fc-list :lang=zh family)" ] && can_install; then
        install fonts-wqy-microhei
    fi
    if [ -z "$(fc-list :lang=zh family)" ]; then
        say "no Chinese font is found, so the PDF will show boxes for the glossary's Chinese terms; install one such as Noto CJK"
    fi
}

# The folder of a PostgreSQL server's programs, which Debian keeps off the PATH; of several versions the newest.
find_postgresql() {
    local candidate
    for candidate in ${FORESALE_POSTGRESQL:+"$FORESALE_POSTGRESQL"} "$(command -v initdb | xargs -r dirname)" \
        $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV); do
        if [ -x "$candidate/initdb" ] && [ -x "$candidate/postgres" ]; then
            printf '%s' "$candidate"
            return
        fi
    done
}

need_postgresql() {
    local clusters=/etc/postgresql-common/createcluster.conf
    FORESALE_POSTGRESQL=$(find_postgresql)
    if [ -z "$FORESALE_POSTGRESQL" ] && can_install; then
        # Only the programs are wanted: without this, Debian starts a server of its own.
        if [ ! -e "$clusters" ]; then
            mkdir -p "$(dirname "$clusters")"
            printf 'create_main_cluster = false\n' >"$clusters"
        fi
        install postgresql
        FORESALE_POSTGRESQL=$(find_postgresql)
    fi
    [ -n "$FORESALE_POSTGRESQL" ] || fail "no PostgreSQL server is found, on which a notebook is tested" \
        "install PostgreSQL, or set FORESALE_POSTGRESQL to the folder of its programs initdb and postgres"
    export FORESALE_POSTGRESQL
}

# digest FILE-OR-FOLDER... : one checksum of the contents and names.
digest() {
    local sum=(sha256sum)
    command -v sha256sum >/dev/null || sum=(shasum -a 256)
    find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 "${sum[@]}" | "${sum[@]}" | cut -d ' ' -f 1
}
