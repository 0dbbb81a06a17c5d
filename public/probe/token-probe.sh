# Keyless token probe, version 1, for Linux.
#
# Asks the metadata service of this virtual machine for a token and calls one address with it. Prints what was answered
# as lines of "name=value", and never the token, a secret's value, or a whole answer. It changes nothing.
#
# It begins without "#!": Run Command puts its parameters in front of the first line as "export name=value" and
# "set -- value", and passes none to a script that names its interpreter. They are not quoted there, so that each value
# is base64url, and "-" (LQ) stands for an empty one.
#
#   resource       audience of the token, percent-encoded
#   selector       -, client_id, object_id or msi_res_id
#   selectorvalue  which identity, percent-encoded
#   callurl        address to call with the token; - to ask for the token only
#   callversion    x-ms-version of that call; - for none
#
# It needs curl, base64, tr, cut, and sed.

LC_ALL=C
export LC_ALL

unpacked() {
  printf '%s' "$1" | tr '_-' '/+' | sed 's/$/===/; s/^\(\(....\)*\).*$/\1/' | base64 -d 2>/dev/null
}

given() {
  value=$(unpacked "$1")
  if [ "$value" != - ]; then printf '%s' "$value"; fi
}

say() {
  printf '%s=%s\n' "$1" "$(printf '%s' "$2" | tr -c '[:print:]' ' ' | cut -c1-600)"
}

# $1: exit status of curl; what stood in the way when there was no answer.
trouble() {
  case $1 in
    0) ;;
    28) printf timeout ;;
    7) printf refused ;;
    6) printf unresolved ;;
    5|97) printf proxy ;;
    35|51|53|54|58|59|60|77|80|83|90|91) printf tls ;;
    *) printf other ;;
  esac
}

# Out of $answer, an answer of curl in one line without tabs: the first text of that name, its escapes as plain letters.
tab=$(printf '\t')
text() {
  printf '%s' "$answer" | sed "s/\\\\\\\\/$tab/g; s/\\\\\"/'/g; s/\\\\u0027/'/g; s/\\\\[rnt]/ /g; s/$tab/\\\\/g" \
    | sed -n "s/\"$1\" *: *\"/$tab/; s/^[^$tab]*$tab\([^\"]*\).*/\1/p"
}

status() {
  printf '%s' "$answer" | sed -n 's/.*keyless-status 0*\([0-9][0-9]*\) .*/\1/p'
}

milliseconds() {
  printf '%s' "$answer" | sed -n 's/.*keyless-status [0-9]* \([0-9]*\)\.\([0-9][0-9][0-9]\).*/\1\2/p' | sed 's/^0*\([0-9]\)/\1/'
}

server() {
  printf '%s' "$1" | sed -n 's/^[Ss]erver: *\(.*\)/\1/p' | tr -d '\r'
}

resource=$(given "${resource:-$1}")
selector=$(given "${selector:-$2}")
selectorvalue=$(given "${selectorvalue:-$3}")
callurl=$(given "${callurl:-$4}")
callversion=$(given "${callversion:-$5}")

url="http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=$resource"
if [ -n "$selector" ]; then url="$url&$selector=$selectorvalue"; fi
written='\nkeyless-status %{http_code} %{time_total}'

say keyless-probe 1
say shell sh
say url "$url"

# As code on this virtual machine asks that heeds the proxy of its environment.
raw=$(curl -s -i -m 10 -H 'Metadata: true' -w "$written" "$url")
failed=$?
way=$(trouble $failed)
from=$(server "$raw")
answer=$(printf '%s' "$raw" | tr '\r\n\t' '   ')

# Not the metadata service that answered: is it there without the proxy?
case $from in
  IMDS*) ;;
  *)
    if [ -z "$(text access_token)" ] && { [ "$failed" = 0 ] || [ -n "$http_proxy$HTTP_PROXY$all_proxy$ALL_PROXY" ]; }; then
      direct=$(curl -s -i -m 10 --noproxy '*' -H 'Metadata: true' -w "$written" "$url")
      if [ $? = 0 ]; then
        case $(server "$direct") in
          IMDS*)
            way=proxy
            from=$(server "$direct")
            answer=$(printf '%s' "$direct" | tr '\r\n\t' '   ')
            ;;
        esac
      fi
    fi
    ;;
esac

token=$(text access_token)
say imds.status "$(status)"
say imds.ms "$(milliseconds)"
say imds.server "$from"
say imds.trouble "$way"
if [ -z "$token" ]; then
  say imds.code "$(text error)"
  say imds.message "$(text error_description)"
  say end keyless-probe
  exit 0
fi
say imds.code ''
say imds.message ''

claims=$(unpacked "$(printf '%s' "$token" | cut -d. -f2)")
claim() {
  say "claim.$1" "$(printf '%s' "$claims" | sed -n "s/.*\"$1\" *: *\"\{0,1\}\([^\",}]*\).*/\1/p")"
}
claim aud
claim iss
claim tid
claim oid
claim appid
claim xms_mirid
claim iat
claim nbf
claim exp

if [ -n "$callurl" ]; then
  # The token reaches curl on its standard input, so that no list of processes shows it.
  raw=$(printf 'header = "Authorization: Bearer %s"\n' "$token" | curl -s -m 20 -K - -H "x-ms-version: $callversion" -w "$written" "$callurl")
  failed=$?
  answer=$(printf '%s' "$raw" | tr '\r\n\t' '   ')
  say call.url "$callurl"
  say call.status "$(status)"
  say call.ms "$(milliseconds)"
  say call.trouble "$(trouble $failed)"
  case $(status) in
    2*)
      say call.code ''
      say call.innercode ''
      say call.message ''
      say call.version "$(printf '%s' "$answer" | sed -n 's/.*"id" *: *"[^"]*\/secrets\/[^"\/]*\/\([^"\/]*\)".*/\1/p')"
      ;;
    *)
      code=$(printf '%s' "$answer" | sed -n 's/^[^{]*{ *"error" *: *{ *"code" *: *"\([^"]*\)".*/\1/p')
      message=$(text message)
      if [ -z "$code" ]; then
        code=$(printf '%s' "$answer" | sed -n 's/.*<Code>\([^<]*\)<\/Code>.*/\1/p')
        message=$(printf '%s' "$answer" | sed -n 's/.*<Message>\([^<]*\)<\/Message>.*/\1/p')
      fi
      say call.code "$code"
      say call.innercode "$(printf '%s' "$answer" | sed -n 's/.*"innererror" *: *{ *"code" *: *"\([^"]*\)".*/\1/p')"
      say call.message "$message"
      say call.version ''
      ;;
  esac
fi
say end keyless-probe
