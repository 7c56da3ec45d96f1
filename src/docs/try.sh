#!/usr/bin/env bash
# Runs the commands of the documents against a packaged service that it starts on a free port, in a temporary
# folder. Of each fenced block the first line says what to do:
#   ```bash                    run it; localhost:8080 stands for the started service
#   ```bash serve              it starts a service of its own; wait until that is ready, then stop it
#   ```bash not-run="REASON"   list it with the reason
# Needs target/quarkus-app (./mvnw -DskipTests package), a JDK and curl. Exits with 1 if a command fails.
# Arguments are the documents to try; all of them without any.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
documents=("$@")
[ $# -gt 0 ] || documents=(README.md src/docs/*.md deploy/*.md)
[ -f target/quarkus-app/quarkus-run.jar ] || { echo "Build it first: ./mvnw -DskipTests package"; exit 1; }

work=$(mktemp -d)
services=()
ran=0 started=0 skipped=0 failed=0
mkdir "$work/blocks" "$work/run" "$work/tmp"
export CURL_HOME=$work JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=$work/tmp OPENCV_LOG_LEVEL=SILENT
printf '%s\n' silent show-error fail-with-body 'max-time = 120' > "$work/.curlrc"

finish() {
  for pid in "${services[@]}"; do stop "$pid"; done
  rm -rf "$work"
}
trap finish EXIT

# Ends a service with its processes, and waits for it.
stop() { # PID
  kill -- "-$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}

# Whether the models of text are open, which are opened behind the others, or not served at all.
reads() { # PORT
  case $(curl --no-fail-with-body -o /dev/null -w '%{http_code}' "localhost:$1/v2/models/ocr/ready" 2>/dev/null) in
    200 | 401 | 404) return 0 ;;
    *) return 1 ;;
  esac
}

# Starts a service on a free port and waits until it serves; sets $pid and $port.
start() { # SCRIPT LOG
  (cd "$work/run" && QUARKUS_HTTP_PORT=0 exec setsid bash -euo pipefail "$1") > "$2" 2>&1 &
  pid=$!
  services+=("$pid")
  local end=$((SECONDS + 300))
  while [ $SECONDS -lt $end ] && kill -0 "$pid" 2>/dev/null; do
    port=$(sed -nE 's|.*Listening on: https?://[^:]+:([0-9]+).*|\1|p' "$2" | head -n 1)
    if [ -n "$port" ] && curl "localhost:$port/health" > /dev/null 2>&1 && reads "$port"; then return 0; fi
    sleep 0.5
  done
  return 1
}

# Writes a document with a line of text on each page.
write_pdf() { # PAGES FILE
  local page kids="" offsets=() file=$2
  object() {
    offsets+=("$(stat -c %s "$file")")
    printf '%d 0 obj\n%s\nendobj\n' "${#offsets[@]}" "$1" >> "$file"
  }
  printf '%%PDF-1.4\n' > "$file"
  for ((page = 0; page < $1; page++)); do kids+="$((4 + 2 * page)) 0 R "; done
  object '<< /Type /Catalog /Pages 2 0 R >>'
  object "<< /Type /Pages /Kids [$kids] /Count $1 >>"
  object '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'
  for ((page = 0; page < $1; page++)); do
    local text="BT /F1 24 Tf 72 700 Td (The text of page $((page + 1)) of this report) Tj ET"
    object "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents $((5 + 2 * page)) 0 R
/Resources << /Font << /F1 3 0 R >> >> >>"
    object "<< /Length ${#text} >>
stream
$text
endstream"
  done
  local table
  table=$(stat -c %s "$file")
  printf 'xref\n0 %d\n0000000000 65535 f \n' $((${#offsets[@]} + 1)) >> "$file"
  printf '%010d 00000 n \n' "${offsets[@]}" >> "$file"
  printf 'trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n' $((${#offsets[@]} + 1)) "$table" >> "$file"
}

# The files that the commands name.
prepare() {
  local resources=$root/src/main/resources
  cd "$work/run"
  ln -s "$root/target" target
  mkdir -p scans archive/2020
  cp "$resources/META-INF/resources/sample/page.jpg" .
  cp "$resources/golden/page-1.jpg" "$resources/golden/page-2.jpg" scans
  write_pdf 12 report.pdf
  cat > "$work/Tiff.java" <<< 'class Tiff { public static void main(String... a) throws Exception {
    var page = javax.imageio.ImageIO.read(new java.io.File(a[0]));
    javax.imageio.ImageIO.write(page, "tiff", new java.io.File(a[1])); } }'
  java "$work/Tiff.java" page.jpg archive/2020/page.tif 2> /dev/null
  cd "$root"
}

# Puts each block of commands into a file of its own, whose first line is the block's.
blocks() { # DOCUMENT
  awk -v to="$work/blocks/${1//\//,}" '
    /^```/ && !inside { inside = 1; out = ""
      if ($0 ~ /^```bash/) { out = sprintf("%s:%04d", to, NR); print > out }
      else if ($0 !~ /^```(json|yaml|text|promql|mermaid)$/) { print FILENAME ":" NR ": " $0 " does not say what it is"; bad = 1 }
      next }
    /^```/ { inside = 0; if (out != "") close(out); next }
    inside && out != "" { print > out }
    END { exit bad }' "$1"
}

fail() { # PLACE LOG
  echo "FAILED   $1"
  tail -n 15 "$2" | sed 's/^/         | /'
  failed=$((failed + 1))
}

try() { # BLOCK
  local place mode log=$work/log
  place=$(basename "$1" | tr , /)
  mode=$(head -n 1 "$1")
  sed "1d; s/localhost:8080/localhost:$service/g" "$1" > "$work/command"
  case $mode in
    '```bash')
      if (cd "$work/run" && bash -euo pipefail "$work/command" < /dev/null > "$log" 2>&1); then
        echo "ran      $place"
        ran=$((ran + 1))
      else fail "$place" "$log"; fi ;;
    '```bash serve')
      if start "$work/command" "$log"; then
        echo "started  $place"
        started=$((started + 1))
      else fail "$place" "$log"; fi
      stop "$pid" ;;
    '```bash not-run="'*'"')
      echo "not run  $place: $(sed -E 's/.*not-run="(.*)"/\1/' <<< "$mode")"
      skipped=$((skipped + 1)) ;;
    *) echo "The block at $place does not say what to do: $mode" > "$log"; fail "$place" "$log" ;;
  esac
}

for document in "${documents[@]}"; do blocks "$document" || failed=$((failed + 1)); done
prepare
echo 'exec java -jar target/quarkus-app/quarkus-run.jar' > "$work/serve"
start "$work/serve" "$work/service.log" || { fail "the service" "$work/service.log"; exit 1; }
service=$port
for block in "$work"/blocks/*; do try "$block"; done
echo "$ran run, $started services started, $skipped not run, $failed failed"
[ $failed = 0 ]
