import Foundation
import LayArchive
import LayFiles
import LayImages
import LayTestSupport
import Testing

/// COPY and ADD beside buildah's, for the rules that buildah shares with Docker.
@Suite struct CopyPeerTests {
    /// A store of its own below a directory.
    private static func prelude(_ shell: Shell) -> String {
        """
        buildah() {
            command buildah --root '\(shell.directory)/store' --runroot '\(shell.directory)/run' \\
                --storage-driver vfs "$@"
        }

        """
    }

    /// Writes a tree into a directory, or into an image of that name.
    private static func put(
        _ tree: FileTree, _ name: String, asImage: Bool, _ shell: Shell
    ) throws {
        try shell.write(try LayerArchive.write(tree), to: "\(name).tar")
        let unpack = "tar --xattrs --xattrs-include='*' -xpf '\(shell.directory)/\(name).tar' -C"
        try shell.run(
            asImage
                ? prelude(shell) + """
                    c=$(buildah from scratch); \(unpack) "$(buildah mount $c)"
                    buildah commit -q $c localhost/\(name) >/dev/null; buildah rm $c >/dev/null
                    """
                : "rm -rf \(name); mkdir \(name); \(unpack) \(name)")
    }

    @Test(.needs("root", "buildah", "tar"))
    func `copies end as in buildah`() throws {
        let shared = CopyCase.all.filter(\.isShared)
        #expect(shared.count > 50)
        // A build takes most of a second.
        let step = max(1, shared.count / scaled(20, atMost: shared.count))
        try Shell.inTemporaryDirectory { shell in
            for fixture in shared.enumerated().filter({ $0.offset % step == 0 }).map(\.element) {
                try Self.put(fixture.context(), "context", asImage: false, shell)
                try Self.put(fixture.base(), "base", asImage: true, shell)
                var lines = fixture.steps
                if let from = try fixture.from() {
                    try Self.put(from, "other", asImage: true, shell)
                    lines = lines.map {
                        $0.replacing("--from=FROM", with: "--from=localhost/other")
                    }
                }
                let text = (["FROM localhost/base"] + lines).joined(separator: "\n") + "\n"
                try shell.write(Array(text.utf8), to: "Dockerfile")
                let mount = try shell.run(
                    Self.prelude(shell) + """
                        i=$(buildah bud -q --network none -f Dockerfile context 2>/dev/null)
                        buildah mount $(buildah from $i)
                        """)
                let tree = try DiskTree.read(mount.trimmingCharacters(in: .newlines))
                #expect(
                    try CopyCase.lines(tree) == fixture.expected, "\(fixture.testDescription)")
                try shell.run(Self.prelude(shell) + "buildah rm -a >/dev/null")
            }
            try shell.run(Self.prelude(shell) + "buildah rmi -af >/dev/null 2>&1 || true")
        }
    }
}
