import LayShell

extension Utilities {
    /// What a transfer does, as far as it has a counterpart in a model.
    private static let curlWorking: [UtilityOption] = [
        UtilityOption("-a, --append", "add to a file of a server", .missing),
        UtilityOption("-C, --continue-at=OFFSET", "go on behind what is there already"),
        UtilityOption("--create-dirs", "make the directories of the files"),
        UtilityOption("-d, --data, --data-ascii=DATA", "send DATA, or @FILE without its newlines"),
        UtilityOption("--data-binary=DATA", "send DATA, or @FILE as it is"),
        UtilityOption("--data-raw=DATA", "send DATA, whatever it begins with"),
        UtilityOption("--data-urlencode=DATA", "send DATA with its signs as %20"),
        UtilityOption("-D, --dump-header=FILE", "write the answer's header to FILE"),
        UtilityOption("-f, --fail", "fail for an error of the server, without its text"),
        UtilityOption("--fail-early", "end with the first transfer that fails"),
        UtilityOption("--fail-with-body", "fail for an error of the server, with its text"),
        UtilityOption("-G, --get", "put the data into the address"),
        UtilityOption("-g, --globoff", "take brackets and braces as they are"),
        UtilityOption("-I, --head", "the header alone"),
        UtilityOption("-H, --header=FIELD", "send a field of a header, or those of @FILE"),
        UtilityOption("-i, --include", "write the answer's header too"),
        UtilityOption("--json=DATA", "send DATA as JSON"),
        UtilityOption("--max-filesize=BYTES", "fail for what is larger"),
        UtilityOption("--no-clobber", "take another name where a file is there"),
        UtilityOption("-o, --output=FILE", "write to FILE"),
        UtilityOption("--output-dir=DIR", "write files below DIR"),
        UtilityOption("-#, --progress-bar", "show how far it is with a bar"),
        UtilityOption("--progress-meter", "show how far it is"),
        UtilityOption("--proto=PROTOCOLS", "use these alone: =https, -http"),
        UtilityOption("--proto-default=PROTOCOL", "what an address without one means"),
        UtilityOption("-r, --range=RANGE", "only these bytes: 0-99, 100-"),
        UtilityOption("-O, --remote-name", "write to a file named as the address ends"),
        UtilityOption("--remote-name-all", "-O for all addresses"),
        UtilityOption("-R, --remote-time", "give the file the time of the server's"),
        UtilityOption("--remove-on-error", "remove the file of a transfer that fails"),
        UtilityOption("-X, --request=METHOD", "ask with METHOD"),
        UtilityOption("-S, --show-error", "tell of errors even with -s"),
        UtilityOption("-s, --silent", "tell nothing"),
        UtilityOption("--stderr=FILE", "write messages to FILE"),
        UtilityOption("--url=ADDRESS", "an address"),
        UtilityOption("-v, --verbose", "tell what is said"),
        UtilityOption("-V, --version", "print the version"),
        UtilityOption("-w, --write-out=FORMAT", "print FORMAT afterwards"),
    ]

    private static func idle(_ why: String, _ names: String...) -> [UtilityOption] {
        names.map { UtilityOption($0, "about the connection", .idle(why)) }
    }

    private static func missing(_ names: String...) -> [UtilityOption] {
        names.map { UtilityOption($0, "of other uses of curl", .missing) }
    }

    /// What says how bytes travel, which they do not here.
    private static let curlConnection: [UtilityOption] =
        idle(
            "no connection is made", "--connect-timeout=SECONDS", "-m, --max-time=SECONDS",
            "-k, --insecure", "--cacert=FILE", "--capath=DIR", "--cert-status", "--ciphers=LIST",
            "--connect-to=HOSTS", "--crlfile=FILE", "--curves=LIST", "--dns-interface=NAME",
            "--dns-ipv4-addr=ADDRESS", "--dns-ipv6-addr=ADDRESS", "--dns-servers=ADDRESSES",
            "--doh-url=ADDRESS", "--doh-insecure", "--doh-cert-status",
            "--expect100-timeout=SECONDS", "--false-start", "--happy-eyeballs-timeout-ms=TIME",
            "--haproxy-protocol", "--hsts=FILE", "--alt-svc=FILE", "--http0.9", "-0, --http1.0",
            "--http1.1", "--http2", "--http2-prior-knowledge", "--http3", "--http3-only",
            "--interface=NAME", "-4, --ipv4", "-6, --ipv6", "--keepalive",
            "--keepalive-time=SECONDS", "--limit-rate=SPEED", "--local-port=NUMBER",
            "--noproxy=LIST",
            "--pinnedpubkey=HASHES", "--resolve=PLACE", "--rate=RATE", "--sessionid", "--alpn",
            "--npn", "-Y, --speed-limit=SPEED", "-y, --speed-time=SECONDS", "--ssl", "--ssl-reqd",
            "--ssl-allow-beast", "--ssl-no-revoke", "--ssl-revoke-best-effort", "-2, --sslv2",
            "-3, --sslv3", "--tcp-fastopen", "--tcp-nodelay", "--tls-max=VERSION",
            "--tls13-ciphers=LIST", "-1, --tlsv1", "--tlsv1.0", "--tlsv1.1", "--tlsv1.2",
            "--tlsv1.3", "-x, --proxy=PLACE", "-U, --proxy-user=USER", "--proxy-insecure",
            "--proxy-header=FIELD", "--proxy-cacert=FILE", "-p, --proxytunnel", "--preproxy=PLACE",
            "--socks5=PLACE", "--socks5-hostname=PLACE", "--socks4=PLACE", "--socks4a=PLACE",
            "--unix-socket=PATH", "--suppress-connect-headers", "-N, --buffer")
        + idle(
            "what is not there does not come by waiting", "--retry=NUMBER", "--retry-all-errors",
            "--retry-connrefused", "--retry-delay=SECONDS", "--retry-max-time=SECONDS")
        + idle(
            "the catalogue leads nowhere else", "-L, --location", "--location-trusted",
            "--max-redirs=NUMBER", "--post301", "--post302", "--post303", "--proto-redir=PROTOCOLS")
        + idle(
            "what is given does not depend on who asks", "-u, --user=USER", "--anyauth", "--basic",
            "--digest", "--negotiate", "--ntlm", "-n, --netrc", "--netrc-file=FILE",
            "--netrc-optional", "--oauth2-bearer=TOKEN", "-E, --cert=FILE", "--cert-type=TYPE",
            "--key=FILE", "--key-type=TYPE", "--pass=PHRASE", "-b, --cookie=DATA",
            "-c, --cookie-jar=FILE", "-j, --junk-session-cookies", "--aws-sigv4=PROVIDER",
            "-A, --user-agent=NAME", "-e, --referer=ADDRESS", "--compressed", "--tr-encoding",
            "--raw", "--ignore-content-length", "--path-as-is")
        + idle(
            "one after the other", "-Z, --parallel", "--parallel-immediate", "--parallel-max=NUMBER"
        )
        + idle("an answer names no file", "-J, --remote-header-name")
        + idle("there is none", "-q, --disable")
        + idle(
            "as it is", "--styled-output", "--xattr", "--create-file-mode=MODE", "-B, --use-ascii")

    private static let curlMissing: [UtilityOption] = missing(
        "--abstract-unix-socket=PATH", "--compressed-ssh", "-K, --config=FILE", "--crlf",
        "--delegation=LEVEL", "--disable-eprt", "--disable-epsv", "--disallow-username-in-url",
        "--egd-file=FILE", "--engine=NAME", "--etag-compare=FILE", "--etag-save=FILE",
        "-F, --form=FIELD", "--form-escape", "--form-string=FIELD", "--ftp-account=DATA",
        "--ftp-alternative-to-user=COMMAND", "--ftp-create-dirs", "--ftp-method=METHOD",
        "--ftp-pasv", "-P, --ftp-port=ADDRESS", "--ftp-pret", "--ftp-skip-pasv-ip",
        "--ftp-ssl-ccc", "--ftp-ssl-ccc-mode=MODE", "--ftp-ssl-control", "--hostpubmd5=SUM",
        "--hostpubsha256=SUM", "--krb=LEVEL", "--libcurl=FILE", "-l, --list-only",
        "--login-options=OPTIONS", "--mail-auth=ADDRESS", "--mail-from=ADDRESS",
        "--mail-rcpt=ADDRESS", "--mail-rcpt-allowfails", "-M, --manual", "--metalink",
        "-:, --next", "--ntlm-wb", "--proxy-anyauth", "--proxy-basic", "--proxy-capath=DIR",
        "--proxy-cert=FILE", "--proxy-cert-type=TYPE", "--proxy-ciphers=LIST",
        "--proxy-crlfile=FILE", "--proxy-digest", "--proxy-key=FILE", "--proxy-key-type=TYPE",
        "--proxy-negotiate", "--proxy-ntlm", "--proxy-pass=PHRASE", "--proxy-pinnedpubkey=HASHES",
        "--proxy-service-name=NAME", "--proxy-ssl-allow-beast", "--proxy-ssl-auto-client-cert",
        "--proxy-tls13-ciphers=LIST", "--proxy-tlsauthtype=TYPE", "--proxy-tlspassword=TEXT",
        "--proxy-tlsuser=NAME", "--proxy-tlsv1", "--proxy1.0=PLACE", "--pubkey=FILE",
        "-Q, --quote=COMMAND", "--random-file=FILE", "--request-target=PATH",
        "--sasl-authzid=NAME", "--sasl-ir", "--service-name=NAME", "--socks5-basic",
        "--socks5-gssapi", "--socks5-gssapi-nec", "--socks5-gssapi-service=NAME",
        "--ssl-auto-client-cert", "-t, --telnet-option=OPTION", "--tftp-blksize=VALUE",
        "--tftp-no-options", "-z, --time-cond=TIME", "--tlsauthtype=TYPE", "--tlspassword=TEXT",
        "--tlsuser=NAME", "--trace=FILE", "--trace-ascii=FILE", "--trace-time",
        "-T, --upload-file=FILE", "--url-query=DATA")

    static let curlUtility = Utility(
        "curl", "transfer what addresses give, from the catalogue of the world",
        usage: "[OPTION]... URL...", curlWorking + curlConnection + curlMissing, readsWords: true
    ) { call in
        do {
            let settings = try CurlSettings(call)
            return try CurlRun(call, settings).perform()
        } catch let mistake as CurlSettings.Mistake {
            try call.flush()
            if let message = mistake.message { try call.complain(message) }
            try call.context.errors.write(
                "curl: try 'curl --help' or 'curl --manual' for more information\n")
            return 2
        }
    }
}
