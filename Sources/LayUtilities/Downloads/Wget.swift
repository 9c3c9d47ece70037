import LayBounds
import LayFiles
import LayShell

extension Utilities {
    private static func idle(_ why: String, _ names: String...) -> [UtilityOption] {
        names.map { UtilityOption($0, "about the connection", .idle(why)) }
    }

    private static func missing(_ names: String...) -> [UtilityOption] {
        names.map { UtilityOption($0, "of other uses of wget", .missing, .gnu) }
    }

    private static let wgetOptions: [UtilityOption] =
        [
            UtilityOption("-O, --output-document=FILE", "write all to FILE"),
            UtilityOption("-P, --directory-prefix=DIR", "write files below DIR"),
            UtilityOption("-c, --continue", "go on behind what is there already"),
            UtilityOption("-q, --quiet", "tell nothing"),
            UtilityOption("-o, --output-file=FILE", "write messages to FILE"),
            UtilityOption("-S, --server-response", "print the answer's header"),
            UtilityOption("--spider", "ask whether it is there"),
            UtilityOption("--header=FIELD", "send a field of a header"),
            UtilityOption("--post-data=DATA", "send DATA"),
            UtilityOption("--post-file=FILE", "send what FILE holds"),
            UtilityOption("-a, --append-output=FILE", "add messages to FILE", .works, .gnu),
            UtilityOption("-N, --timestamping", "only what is newer", .works, .gnu),
            UtilityOption("-V, --version", "print the version", .works, .gnu),
            UtilityOption("--no-verbose", "a line for each file (-nv)", .works),
            UtilityOption("--no-clobber", "leave files that are there (-nc)", .works, .gnu),
            UtilityOption("--no-directories", "make none (-nd)", .idle("as always"), .gnu),
            UtilityOption("--no-host-directories", "make none (-nH)", .works, .gnu),
            UtilityOption("--no-parent", "stay below (-np)", .idle("no links are followed"), .gnu),
            UtilityOption("-x, --force-directories", "make directories", .works, .gnu),
            UtilityOption("-i, --input-file=FILE", "the addresses in FILE", .works, .gnu),
            UtilityOption("--content-on-error", "write what comes with an error", .works, .gnu),
            UtilityOption("--no-use-server-timestamps", "files are as old as now", .works, .gnu),
            UtilityOption("--https-only", "only what is encrypted", .idle("links only"), .gnu),
            UtilityOption("--progress=TYPE", "how it is shown", .idle("it is over at once"), .gnu),
            UtilityOption("--show-progress", "show it", .idle("it is over at once"), .gnu),
            UtilityOption("-v, --verbose", "tell all", .idle("as always"), .gnu),
            UtilityOption("--method=METHOD", "ask with METHOD", .works, .gnu),
            UtilityOption("--body-data=DATA", "send DATA", .works, .gnu),
            UtilityOption("--body-file=FILE", "send what FILE holds", .works, .gnu),
        ]
        + idle(
            "no connection is made", "-T, --timeout=SECONDS", "--dns-timeout=SECONDS",
            "--connect-timeout=SECONDS", "--read-timeout=SECONDS", "-w, --wait=SECONDS",
            "--waitretry=SECONDS", "--random-wait", "--no-proxy", "--bind-address=PLACE",
            "--limit-rate=RATE", "--no-dns-cache", "-4, --inet4-only", "-6, --inet6-only",
            "--prefer-family=NAME", "--no-http-keep-alive", "--secure-protocol=NAME",
            "--no-check-certificate", "--certificate=FILE", "--certificate-type=TYPE",
            "--private-key=FILE", "--private-key-type=TYPE", "--ca-certificate=FILE",
            "--ca-directory=DIR", "--crl-file=FILE", "--pinnedpubkey=HASHES", "--ciphers=LIST",
            "--no-hsts", "--hsts-file=FILE", "--no-cache", "--compression=TYPE", "-Y, --proxy=ON",
            "--passive-ftp", "--no-passive-ftp", "--max-redirect=NUMBER", "-Q, --quota=NUMBER")
        + idle(
            "what is not there does not come by waiting", "-t, --tries=NUMBER",
            "--retry-connrefused", "--retry-on-http-error=ERRORS", "--retry-on-host-error")
        + idle(
            "what is given does not depend on who asks", "-U, --user-agent=NAME",
            "--referer=ADDRESS", "--user=NAME", "--password=TEXT", "--http-user=NAME",
            "--http-password=TEXT", "--proxy-user=NAME", "--proxy-password=TEXT",
            "--auth-no-challenge", "--no-netrc", "--no-cookies", "--load-cookies=FILE",
            "--save-cookies=FILE", "--keep-session-cookies", "--content-disposition",
            "--trust-server-names", "--no-config", "--config=FILE", "--no-iri",
            "--local-encoding=NAME", "--remote-encoding=NAME", "--ignore-length",
            "--restrict-file-names=NAMES", "-e, --execute=COMMAND", "--report-speed=TYPE",
            "--no-if-modified-since", "--unlink", "--xattr", "-d, --debug")
        + missing(
            "-b, --background", "-F, --force-html", "-B, --base=ADDRESS", "--rejected-log=FILE",
            "--start-pos=OFFSET", "--ignore-case", "--ask-password", "--use-askpass=COMMAND",
            "--protocol-directories", "--cut-dirs=NUMBER", "--default-page=NAME",
            "-E, --adjust-extension", "--save-headers", "--ftp-user=NAME", "--ftp-password=TEXT",
            "--no-remove-listing", "--no-glob", "--preserve-permissions", "--retr-symlinks",
            "--ftps-implicit", "--ftps-resume-ssl", "--ftps-clear-data-connection",
            "--ftps-fallback-to-ftp", "--warc-file=FILE", "--warc-header=TEXT",
            "--warc-max-size=NUMBER", "--warc-cdx", "--warc-dedup=FILE", "--no-warc-compression",
            "--no-warc-digests", "--no-warc-keep-log", "--warc-tempdir=DIR", "-r, --recursive",
            "-l, --level=NUMBER", "--delete-after", "-k, --convert-links", "--convert-file-only",
            "--backups=NUMBER", "-K, --backup-converted", "-m, --mirror", "-p, --page-requisites",
            "--strict-comments", "-A, --accept=LIST", "-R, --reject=LIST", "--accept-regex=REGEX",
            "--reject-regex=REGEX", "--regex-type=TYPE", "-D, --domains=LIST",
            "--exclude-domains=LIST", "--follow-ftp", "--follow-tags=LIST", "--ignore-tags=LIST",
            "-H, --span-hosts", "-L, --relative", "-I, --include-directories=LIST",
            "-X, --exclude-directories=LIST")

    static let wgetUtility = Utility(
        "wget", "download what addresses give, from the catalogue of the world",
        usage: "[OPTION]... [URL]...", wgetOptions, readsWords: true
    ) { call in
        let words = modern(Array(call.context.words.dropFirst()))
        let options: UtilityOptions
        do {
            options = try UtilityOptions(words[...], call.utility, call.manner)
        } catch let mistake as UtilityOptions.Mistake {
            if call.manner == .busybox { throw mistake }
            try call.complain(mistake.message)
            try call.context.errors.write(usage)
            return 2
        }
        if options.has("V") {
            try call.write("GNU Wget 1.21.3 (built into Lay)\n")
            return 0
        }
        if call.manner == .busybox {
            guard !options.operands.isEmpty else { throw call.misuse("missing URL") }
            return try BusyboxWget(call, options).perform()
        }
        guard !options.operands.isEmpty || options.has("i") else {
            try call.complain("missing URL")
            try call.context.errors.write(usage)
            return 1
        }
        return try WgetRun(call, options).perform()
    }

    private static let usage =
        "Usage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.\n"

    /// `-nv` and its like, the only options of two letters, in their long spelling.
    private static func modern(_ words: [[UInt8]]) -> [[UInt8]] {
        let names: [UInt8: String] = [
            UInt8(ascii: "v"): "--no-verbose", UInt8(ascii: "c"): "--no-clobber",
            UInt8(ascii: "d"): "--no-directories", UInt8(ascii: "H"): "--no-host-directories",
            UInt8(ascii: "p"): "--no-parent",
        ]
        let n = UInt8(ascii: "n")
        return words.flatMap { word -> [[UInt8]] in
            guard word.first == UInt8(ascii: "-"), let place = word.firstIndex(of: n) else {
                return [word]
            }
            let before = word[1..<max(1, place)]
            let letters = word[(place + 1)...]
            // Those in front have no values.
            guard before.allSatisfy({ "qcNSvx46".utf8.contains($0) }), !letters.isEmpty,
                letters.allSatisfy({ names[$0] != nil })
            else { return [word] }
            let first = before.isEmpty ? [] : [[UInt8(ascii: "-")] + before]
            return first + letters.compactMap { names[$0].map { Array($0.utf8) } }
        }
    }
}

/// What both kinds of wget ask.
struct WgetRequest {
    let method: String
    let headers: [(name: String, value: String)]
    let body: [UInt8]

    init(_ call: UtilityCall, _ options: UtilityOptions) throws {
        var body = options.value("post-data") ?? options.value("body-data") ?? []
        if let name = options.value("post-file") ?? options.value("body-file") {
            do {
                let reader = try call.reader(name)
                defer { reader.close() }
                body = try reader.rest()
            } catch let error as FileError {
                if let bound = error.bound { throw bound }
                throw UtilityFailure(
                    call.manner == .gnu
                        ? "BODY data file \(call.quoted(name)) missing: \(error.reason)"
                        : "can't open '\(call.text(name))': \(error.reason)", status: 3)
            }
        }
        self.body = body
        let sends = options.has(any: "post-data", "post-file")
        method = options.text("method") ?? (sends ? "POST" : options.has("spider") ? "HEAD" : "GET")
        headers = options.values("header").compactMap { line in
            let parts = call.text(line).split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { return nil }
            return (String(parts[0]), String(parts[1].drop { $0 == " " }))
        }
    }
}
