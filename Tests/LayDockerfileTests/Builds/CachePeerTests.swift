import LayArchive
import LayContainers
import LayDisk
import LayDockerfile
import LayFiles
import LayImages
import LayTestSupport
import LayWorld
import Testing

/// Other tools at a build cache: it is a layout like any other to them.
@Suite struct CachePeerTests {
    private func withCache(_ body: (Shell) throws -> Void) throws {
        try Shell.inTemporaryDirectory { shell in
            let world = try BuildCase.world()
            let file = try Dockerfile(parsing: Array("FROM busybox\nRUN echo a > /a\n".utf8))
            let request = BuildRequest(file, context: TreeOrigin(FileTree()))
            let outcome = try Builder(request, in: ContainerEngine(world)).build()
            try CacheStore.save(
                world.state.cache, outcome.steps.compactMap(\.key), to: DiskFileSystem(),
                TreePath("\(shell.directory)/cache"))
            try body(shell)
        }
    }

    @Test(.needs("umoci")) func `umoci lists it`() throws {
        try withCache { shell in
            let names = try shell.run("umoci ls --layout cache")
            #expect(names == "latest\n")
        }
    }

    @Test(.needs("skopeo")) func `skopeo shows and copies it`() throws {
        try withCache { shell in
            let manifest = try JSONValue(
                parsing: Array(try shell.run("skopeo inspect --raw oci:cache:latest").utf8))
            #expect(
                manifest["config"]?["mediaType"]?.string
                    == "application/vnd.lay.build-cache.v1+json")
            try shell.run("skopeo copy -q oci:cache:latest oci:other:latest")
            let other = try CacheStore.load(
                DiskFileSystem(), TreePath("\(shell.directory)/other"))
            #expect(other.count == 1)
            for (_, entry) in other.all {
                let layer = try entry.result.layer()
                #expect(layer.size == 2)
            }
        }
    }
}
