
# The jar is behind this text.
find_java
launch "$0" "" "$@"
