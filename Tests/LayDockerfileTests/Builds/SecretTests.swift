import LayArchive
import LayContainers
import LayDisk
import LayDockerfile
import LayFiles
import LayImages
import LayTestSupport
import LayWorld
import Testing

/// What a build was shown and may not keep.
@Suite struct SecretTests {
    private static let secret = "hush-4711"

    /// Builds on Lay's own base, with a secret and an empty context.
    private func build(_ lines: String, in engine: ContainerEngine) throws -> BuildOutcome {
        var request = BuildRequest(
            try Dockerfile(parsing: Array("FROM toolbox\n\(lines)\n".utf8)),
            context: TreeOrigin(FileTree()))
        request.secrets = [("s", Array(Self.secret.utf8))]
        return try Builder(request, in: engine).build()
    }

    /// The paths below a saved world whose bytes, decompressed where they are, hold the secret.
    private func findings(in world: World) throws -> String {
        var found = ""
        try Shell.inTemporaryDirectory { shell in
            try WorldStore.save(world, to: DiskFileSystem(), TreePath("\(shell.directory)/w"))
            found = try shell.run(
                "for f in w/blobs/sha256/* w/index.json; do "
                    + "{ cat $f; gzip -dcq $f 2>/dev/null || true; } | grep -aq \(Self.secret) "
                    + "&& echo $f || true; done")
        }
        return found
    }

    @Test(arguments: [
        "RUN --mount=type=secret,id=s test -s /run/secrets/s",
        "RUN --mount=type=secret,id=s,env=TOKEN test -n \"$TOKEN\"",
        "RUN --mount=type=secret,id=s,env=TOKEN,target=/t cat /t > /dev/null",
    ])
    func `no image, no cache and no saved world holds a secret`(line: String) throws {
        let engine = ContainerEngine(World())
        let image = try build(line, in: engine).image
        try engine.world.tag(image, Reference("app"))
        #expect(try findings(in: engine.world) == "")
        #expect(engine.world.state.volumes.all.isEmpty)
    }

    @Test(arguments: [
        "RUN --mount=type=secret,id=s test ! -s /run/secrets/s",
        "RUN --mount=type=secret,id=s,env=TOKEN test -z \"$TOKEN\"",
        "RUN --mount=type=secret,id=s,env=TOKEN,target=/n/t test ! -s /n/t",
    ])
    func `the container of a step that failed holds no secret`(line: String) throws {
        let engine = ContainerEngine(World())
        let failure = #expect(throws: BuildFailure.self) { try build(line, in: engine) }
        let container = try engine.world.container(failure?.container ?? "")
        #expect(!container.settings.environment.contains { $0.contains(Self.secret) })
        #expect(container.settings.mounts.isEmpty)
        #expect(engine.world.state.volumes.all.isEmpty)
        #expect((try? container.tree.entry(at: "/n")) == nil)
        #expect(try findings(in: engine.world) == "")
    }
}
