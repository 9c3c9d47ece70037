# shells: gnu
printf 'hello\n' >f
openssl dgst -sha256 f; openssl dgst f; openssl sha256 f; openssl dgst -sha1 -hex f f
openssl md5 -r f; openssl dgst -sha512 -r f; openssl dgst -sha3-256 f; openssl sha384 f
openssl sha256 -c f; openssl dgst -sha256 -binary f | od -An -tx1
openssl dgst -sha256 <f; openssl sha1 <f; openssl dgst -sha256 -r <f
openssl dgst -sha256 -hmac key f; openssl dgst -sha256 -hmac key <f; openssl sha512 -hmac '' -binary f | wc -c
openssl dgst -sha256 -out o f; cat o
printf %s f | openssl dgst -sha256 -binary | openssl base64
openssl nope; echo "$?"
