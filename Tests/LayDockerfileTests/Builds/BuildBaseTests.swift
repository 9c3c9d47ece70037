import LayArchive
import LayContainers
import LayDockerfile
import LayFiles
import LayImages
import LayWorld
import Testing

/// What of a base's configuration a build takes over, as BuildKit does.
@Suite struct BuildBaseTests {
    @Test func `fields that BuildKit has no place for stay behind`() throws {
        let engine = ContainerEngine(World())
        let base = try Image.scratch.merging([
            "comment": .string("Imported from -"), "docker_version": .string("28"),
            "author": .string("somebody"),
            "config": .object([
                "Hostname": .string("h"), "User": .string(""), "Tty": .bool(false),
                "Env": .array([.string("A=1")]),
            ]),
        ])
        try engine.world.tag(base, Reference("base"))
        let file = try Dockerfile(parsing: Array("FROM base\nENV B=2\n".utf8))
        let request = BuildRequest(file, context: TreeOrigin(FileTree()))
        let built = try Builder(request, in: engine).build().image
        #expect(built.config["comment"] == nil && built.config["docker_version"] == nil)
        #expect(built.config["author"] == .string("somebody"))
        #expect(
            built.config["config"]
                == .object(["Env": .array([.string("A=1"), .string("B=2")])]))
    }
}
