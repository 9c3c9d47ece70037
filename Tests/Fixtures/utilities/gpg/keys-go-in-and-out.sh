# shells: gnu
export GNUPGHOME=./h; mkdir -m 700 h
un() { printf %s "$1" | base64 -d >"$2"; }
un mQENBGOySaUBCAC7+IxVzAgTO0w0b5pmR6a3ZYB1UYNloZifZ61VXPJnwN9W+3JqvAIcouc5PbU+W1EpmB0VIe1LKJZTV7diuIkjVb6i2G83+Md2U1WDq0bERLFfO9D94Eyp3f8zekr4foPbGSXpy3CrNpZa+vJ6jag9tSnfMjcO44tJNEumrc9s+hQMe10L+Y9JGdhn0ffXjK5ceztPDISsbnzVahi+23T3Xrw6mjiPHCzMAR0Aru62M+/4hSDbMbvZC8WGMUU1vLMrJ8PMcQ51RvR5RikXtHfYIrfkibiMuokLanhM1eDE+KuteU286DgvOiGpCZQxcSlHIW5Xx/tuq1WzBpwnkwPtABEBAAG0KVJvc2EgUnNhIChyZWxlYXNlIGtleSkgPHJvc2FAZXhhbXBsZS5jb20+iQFOBBMBCgA4FiEEy7ppQz8XaS5dkoiXLKikPdEqIqEFAmOySaUCGwMFCwkIBwIGFQoJCAsCBBYCAwECHgECF4AACgkQLKikPdEqIqFIcwf+IbeA8bfIUL8MUezrpoqFcbMLPnoQ0qJ5SCDgPhpxm1hvTqvnWRlMgeMWH3WzWtHYkniDhx9/ncb6bDndZ0T+KfPPKa72DrnMz7SQkDjYAn9i6JPXIv5FJp/6oVT0uXwvQjJ0fPjqDBitcyUcmElVKXlpr/o/HCqIY2tJ+QET4ntGX8AlOoFdmmREb3m8q4CMjmDLys8McbWQVOWQVUt7v1lFiBsycfxoWMjvzBIXbiB4fZjMWsUCtyqH8ceUDSimughTOhub8Vos5KUnxjOONvIIDbFvK8wof+sZTFGTuUDuS0MP4dGdCH0Nz4ICO/r5Lp/uNIdE7RXOSzQd7mzbvw== rosa.gpg
un mDMEY7JJpRYJKwYBBAHaRw8BAQdAZ+dmqN9g10LX+NHgLN0VWBzVFSXMIwyJbX01i/jp7b+0GUVkZGllIEVkIDxlZEBleGFtcGxlLmNvbT6IkAQTFggAOBYhBOOqDO3QJNOKLl5FhXvXJCGLFV1nBQJjskmlAhsDBQsJCAcCBhUKCQgLAgQWAgMBAh4BAheAAAoJEHvXJCGLFV1nzDEBAJhMm/PScd5vsQYnJcQd1jYvgwokjzLXI6wKv0oyA7MsAQDrxDqjS7W2V9CrjlhCCYqF8dCgn0hFAByoTyiPvs4uDQ== ed.gpg
un mFIEY7JJpRMIKoZIzj0DAQcCAwTIRV5dZSm6YvWbtx4pNbiGNAQC1fxVrgp+GfRe9jfBLGTF/BmXO9m9y7s0BekSY+Ye47uW/oSkCONPWj5hi5r5tBxOaXNhIE5pc3QgPG5pc2FAZXhhbXBsZS5jb20+iI8EExMIADgWIQRXVFG6PgGcYLi0+slTDUt+UHh4IwUCY7JJpQIbAwULCQgHAgYVCgkICwIEFgIDAQIeAQIXgAAKCRBTDUt+UHh4I7VNAPdSRl8ZvCnTQ/g68kBgkblalpxH7+bgIDll0C5cKJz2AP0UVu6WyYnDBAtOwKmhMBL7LJMpecWRtwIvk0R8M24sNg== nisa.gpg
echo junk >junk
gpg --batch --import rosa.gpg 2>&1 | grep -v created; gpg --batch --import rosa.gpg; echo "$?"
gpg --batch --import ed.gpg nisa.gpg; echo "$?"
gpg --batch --import <ed.gpg; echo "$?"
gpg --batch --import junk; echo "$?"
gpg --batch --import nofile; echo "$?"
gpg --batch --export rosa | cmp - rosa.gpg && echo same
gpg --batch --export E3AA0CEDD024D38A2E5E45857BD724218B155D67 | cmp - ed.gpg && echo same
gpg --batch --armor --export ed@example.com
gpg --batch --export nobody; echo "$?"
gpg --batch --yes --delete-key ed@example.com; echo "$?"
gpg --batch --yes --delete-keys nobody; echo "$?"
gpg --batch --delete-keys nisa; echo "$?"
gpg --batch --delete-keys 575451BA3E019C60B8B4FAC9530D4B7E50787823; echo "$?"
gpg --batch -k --with-colons | grep -c ^pub
rm -rf h
