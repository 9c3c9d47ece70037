# shells: gnu
cat >c <<'E'
-----BEGIN CERTIFICATE-----
MIIDXTCCAkWgAwIBAgIUOmy/3RgQjQrn4pBEPwOElglEXU8wDQYJKoZIhvcNAQEL
BQAwPjELMAkGA1UEBhMCREUxFTATBgNVBAoMDEV4YW1wbGUsIEluYzEYMBYGA1UE
AwwPd3d3LmV4YW1wbGUuY29tMB4XDTI2MTEyOTAwMDMyN1oXDTM2MTEyNjAwMDMy
N1owPjELMAkGA1UEBhMCREUxFTATBgNVBAoMDEV4YW1wbGUsIEluYzEYMBYGA1UE
AwwPd3d3LmV4YW1wbGUuY29tMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKC
AQEAuxJEeDu4UbcpqFyHDE2iBUZZiRvPmZ0gS8pMvXCiwlX7ccxo+A+lkXg+5tMH
jUYE1DtejQ9XXKg/fBLKfUbuw8TtoUaygBAGh7eBYpczFiwkWEPzKNltbvALV8gj
Zlhf3ojUfVAkOCea4A79FfibbOjiaEKhf29hq9b1VXOPmQZBR7xjZm8Tem5C8Eev
zZUxy0qbl22Zo0aFXjb/9bWqXNRznbmoo2ggzE6vbej9Wiq4bYTFAGyi54I4Tsk2
5/y+gqPJZG7KW+rPUh0dYjVMvu0+jYBOY0hIt0zTR+v/YrnPVZhQ4IUiBN1BfN5L
UAwDZ98Tooy7qNIefX30rW2XvQIDAQABo1MwUTAdBgNVHQ4EFgQUSbzZbCvBkxhO
iMhnqIHesSd445cwHwYDVR0jBBgwFoAUSbzZbCvBkxhOiMhnqIHesSd445cwDwYD
VR0TAQH/BAUwAwEB/zANBgkqhkiG9w0BAQsFAAOCAQEAEPSC6U26jaAkUFQljxya
v6+bnuSxY8w2KHaAMoVwEOcATGYuDYCZMSTFAA+TFS85k1fUD8LDi4kM/en5vneF
pFTzDR6K4RCIhwtzqkHtG1mxupdjbfxBp9LPYHPZc7rOVM/cMWuFvqPKUVTN8F7z
BZ+2G+moSVSy6Tq2t8YZmshr2roljU76M1TnvlJwaCbXSRAWMMzvwr6XURz+5ZOd
x2TjS9ZLWCwX8Cbbs2M3yaldDh83LVvXDRX1njH4iKrg0AhglmUEZ3v3OrdPUmgB
UW2RFcXci6hfNHTB9zN6AZ66tKUaSbj7rCZhgSf/9799mBKZOHqYARSg/xj4j+Qe
JA==
-----END CERTIFICATE-----
E
cat >k <<'E'
-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAuxJEeDu4UbcpqFyHDE2i
BUZZiRvPmZ0gS8pMvXCiwlX7ccxo+A+lkXg+5tMHjUYE1DtejQ9XXKg/fBLKfUbu
w8TtoUaygBAGh7eBYpczFiwkWEPzKNltbvALV8gjZlhf3ojUfVAkOCea4A79Ffib
bOjiaEKhf29hq9b1VXOPmQZBR7xjZm8Tem5C8EevzZUxy0qbl22Zo0aFXjb/9bWq
XNRznbmoo2ggzE6vbej9Wiq4bYTFAGyi54I4Tsk25/y+gqPJZG7KW+rPUh0dYjVM
vu0+jYBOY0hIt0zTR+v/YrnPVZhQ4IUiBN1BfN5LUAwDZ98Tooy7qNIefX30rW2X
vQIDAQAB
-----END PUBLIC KEY-----
E
printf %s invChgA/L/25kOzB2TTwFrvFuYwqhN5t0eY7VekfzIqEzl2U+gZ2Jhe1rSaE9X5Fql206CQka0c2EVp++9ueRChIwjm1hUej/ChVNie90Rl/uy6sUGBd0iMPCdzWWTOSEiCqjrqE5k9tKr0NpL56clI0eZvuz3DDkDbIqk7nzGlJXfSL/fUUhaR5Z/Hyd4Tubfgz73PQHXMZNVz2AvpAfgv/5NsGo7chI1rQocycxnI6jM+4OavAi0RoRkUuZ7HYjYEUtWe8+KmtSyUv/GtwJxrsUSWn70MfSNiYpXyewMv/gVFyZZwkUHkl2w6Jw0pNO0nrRScifneqd4WGxogNBw== | base64 -d >sig
openssl x509 -in c -noout -subject -issuer -dates -serial -fingerprint
openssl x509 -in c -noout -fingerprint -sha256; openssl x509 -noout -enddate <c; openssl x509 -startdate -noout -in c
openssl x509 -in c -noout -checkend 99999999999; echo "$?"
openssl x509 -in c | cmp - c && echo same
openssl x509 -in c -outform der -out d; openssl x509 -inform der -in d -noout -subject
echo hello >f; openssl dgst -sha256 -verify k -signature sig f; echo "$?"
openssl dgst -sha256 -verify k -signature sig k 2>/dev/null; echo "$?"
