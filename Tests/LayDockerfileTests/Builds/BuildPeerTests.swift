import Foundation
import LayArchive
import LayDockerfile
import LayFiles
import LayImages
import LayTestSupport
import Testing

/// Whole builds beside buildah's, of Dockerfiles that need no newer syntax than it has.
///
/// Two rules instead of many lines: the base has /dev, /proc, /sys, /run and
/// /etc/{hosts,resolv.conf,hostname}, which a runtime makes or lays over, and directories are compared
/// by what they are, not by which layer has them.
@Suite struct BuildPeerTests {
    /// A case of `Tests/Fixtures/dockerfiles`, and why what is named differs: a path (with a slash
    /// behind it, what is below), a field of the configuration, or `history`.
    private static let cases: [(path: String, differs: [String: String])] = [
        ("add/archive-without-parents", [:]),
        ("add/file-and-directory", [:]),
        ("add/tar-gzip", ["/d": "there the root of an archive gives its owner to the target"]),
        ("args/global-is-seen-when-declared", [:]),
        ("config/cmd-forms", [:]),
        ("config/entrypoint-then-cmd", [:]),
        ("config/env-forms", [:]),
        ("config/history-of-everything", ["history": "there ONBUILD has an entry"]),
        ("config/label-forms", [:]),
        ("config/user-forms", [:]),
        ("config/workdir-makes-directories", [:]),
        ("copy/chown-names-of-the-stage", [:]),
        ("copy/hard-links", [:]),
        ("copy/links-inside-a-directory-are-kept", [:]),
        ("copy/several-sources-to-a-directory", [:]),
        ("copy/source-with-dots-of-a-directory", [:]),
        ("copy/under-a-user", [:]),
        ("copy/whole-context", [:]),
        ("copy/wildcards", [:]),
        ("ignore/everything-but-some", [:]),
        ("ignore/two-stars-in-the-middle", [:]),
        ("parser/continuation-with-comments-and-blank-lines", [:]),
        ("run/changes-modes-and-owners", [:]),
        (
            "run/hard-links",
            ["/d/": "one container runs all steps there, so no layer splits the names of a file"]
        ),
        ("run/removes-from-the-base", [:]),
        ("stages/copy-from-a-stage", [:]),
        ("stages/from-a-stage-that-is-from-a-stage", [:]),
    ]

    /// A store of its own below a directory.
    private static func prelude(_ shell: Shell) -> String {
        """
        umask 022
        buildah() {
            command buildah --root '\(shell.directory)/store' --runroot '\(shell.directory)/run' \\
                --storage-driver vfs "$@"
        }

        """
    }

    @Test(.needs("root", "buildah", "busybox", "tar"))
    func `builds end as in buildah`() throws {
        try Shell.inTemporaryDirectory { shell in
            try shell.run(
                Self.prelude(shell) + """
                    sh '\(BuildCase.root.path)/base.sh' root
                    c=$(buildah from scratch)
                    tar -C root -cf - . | tar -C "$(buildah mount $c)" -xpf -
                    buildah config --cmd sh --env \\
                        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin $c
                    buildah commit -q --format docker $c localhost/busybox >/dev/null
                    buildah rm $c >/dev/null
                    """)
            for (path, differs) in Self.cases {
                let shown = try Self.differences(BuildCase(path: path), shell).filter { line in
                    !differs.keys.contains {
                        line.hasPrefix($0.hasSuffix("/") ? $0 : $0 + ":")
                    }
                }
                #expect(shown.isEmpty, "\(path): \(shown.joined(separator: "\n"))")
            }
            try shell.run(Self.prelude(shell) + "buildah rmi -af >/dev/null 2>&1 || true")
        }
    }

    /// What differs, a line each that begins with its place.
    private static func differences(_ test: BuildCase, _ shell: Shell) throws -> [String] {
        let folder = Shell(directory: "\(shell.directory)/case")
        try shell.run("rm -rf case; mkdir case")
        let run = try BuildRun(test, folder)
        try run.prepare()
        let ours = try run.build(.object([:])).get().image
        try shell.run(
            prelude(shell) + """
                cd case
                i=$(buildah bud -q --format docker --isolation chroot -o type=tar,dest=../out.tar \\
                    -f Dockerfile context 2>../errors) || { cat ../errors; exit 1; }
                buildah inspect --type image $i > ../inspected
                """)
        let tree = try LayerArchive.readTree(MemoryBytes(try shell.bytes("out.tar")))
        let theirs = try JSONValue(parsing: shell.bytes("inspected"))["Docker"] ?? .null
        return try files(ours.tree, tree) + config(ours, theirs) + history(ours, theirs)
    }

    // MARK: Comparing

    private static func files(_ ours: FileTree, _ theirs: FileTree) throws -> [String] {
        func lines(_ tree: FileTree) throws -> [String: String] {
            var tree = tree
            let laid = [
                "dev", "proc", "sys", "run", "etc/hosts", "etc/resolv.conf", "etc/hostname",
            ]
            // The fixtures' own base has stand-ins for these.
            let standIns = ["bin/busybox", "etc/shadow"]
            for path in laid + standIns where tree.contains(TreePath(path)) {
                try tree.removeAll(TreePath(path))
            }
            return Dictionary(
                try CopyCase.lines(tree).map { line in
                    let words = line.split(separator: " ")
                    let isShort = ["l", "h", "x"].contains(words[0])
                    return ("/" + (words.count > 3 && !isShort ? words[3] : words[1]), line)
                }, uniquingKeysWith: { "\($0) \($1)" })
        }
        return compared(try lines(ours), try lines(theirs))
    }

    private static func config(_ ours: Image, _ theirs: JSONValue) -> [String] {
        func fields(_ config: JSONValue?) -> [String: String] {
            var result: [String: String] = [:]
            for (key, value) in config?.object?.entries ?? [] {
                // What tells only who built, and when.
                if ["Image", "Hostname", "ArgsEscaped"].contains(key) { continue }
                var value = value
                if key == "Labels", var labels = value.object {
                    labels["io.buildah.version"] = nil
                    value = .object(labels)
                }
                if let object = value.object {
                    let keys = object.entries.map { "\($0.key)=\($0.value.text())" }.sorted()
                    result[key] = keys.isEmpty ? nil : keys.joined(separator: " ")
                } else if value.array?.isEmpty != true, value.text() != "\"\"", value != .null,
                    value != .bool(false)
                {
                    result[key] = value.text()
                }
            }
            return result
        }
        return compared(fields(ours.config["config"]), fields(theirs["config"]))
    }

    /// The instructions, which both write in their own form: by their words, and RUN with its command.
    private static func history(_ ours: Image, _ theirs: JSONValue) -> [String] {
        func words(_ history: [JSONValue]) -> [String] {
            history.dropFirst().map { (entry: JSONValue) -> String in
                var text = entry["created_by"]?.string ?? ""
                if let nop = text.range(of: "#(nop) ") {
                    text = String(text[nop.upperBound...])
                } else if !text.hasPrefix("RUN "), let command = text.range(of: " -c ") {
                    text = "RUN -c " + text[command.upperBound...]
                }
                let word = String(text.prefix { $0 != " " })
                guard word == "RUN", let command = text.range(of: "-c ") else { return word }
                return "RUN " + text[command.upperBound...].replacing(" # buildkit", with: "")
            }
        }
        let mine = words(ours.config.history.map { .object($0) })
        let other = words(theirs["history"]?.array ?? [])
        return mine == other ? [] : ["history: \(mine) not \(other)"]
    }

    private static func compared(_ ours: [String: String], _ theirs: [String: String]) -> [String] {
        Set(ours.keys).union(theirs.keys).sorted().filter { ours[$0] != theirs[$0] }.map {
            "\($0): \(ours[$0] ?? "none") not \(theirs[$0] ?? "none")"
        }
    }
}
