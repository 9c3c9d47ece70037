import LayArchive
import LayContainers
import LayDockerfile
import LayFiles
import LayWorld
import Testing

/// What a build says about its cache, as people asked for it in public; `LAY_RECORD=1` writes the
/// rows down anew.
@Suite struct ExplanationTests {
    @Test(arguments: ExplanationCase.all)
    func `a second build is explained`(test: ExplanationCase) throws {
        let (actual, expected) = try test.run()
        #expect(actual == expected)
    }

    @Test func `each public confusion has a file`() throws {
        let heads = try ExplanationCase.all.map { try $0.sections()[0].text }.joined()
        for name in [
            "moby/moby#20136", "moby/moby#20612", "moby/moby#41535", "moby/moby#21913",
            "moby/buildkit#2567", "EarthBuild/earthbuild#510", "moby/buildkit#2008",
            "moby/buildkit#853", "moby/buildkit#894", "moby/buildkit#4950", "moby/buildkit#4437",
            "moby/buildkit#1932", "docker/buildx#1099", "kaniko#410", "kaniko#899", "kaniko#870",
            "kaniko#589", "kaniko#1688", "kaniko#2171", "kaniko#1269", "buildah#3007",
            "buildah#1507", "buildah#2992", "buildah#4315", "buildah#1391", "buildah#2215",
            "podman#17039",
        ] { #expect(heads.contains(name), "no file tells of \(name)") }
    }

    @Test(
        arguments: [
            "the command changed", "the source changed", "ARG ", "ENV ", ": content changed",
            ": mode changed", ": owner changed", ": size: ", ": link changed", " is new",
            " is gone", "name changed", ".dockerignore line", "another ignore file counts",
            "--mount at", "--chmod changed", "network changed", "the base changed",
            "let go when the cache was full", "the platform changed",
            "forced by --no-cache", "was made anew", "no step like this",
            "from the cache in /cache", "compared with the cache in /cache", "not looked at:",
            "WORKDIR changed", "USER changed", "target changed", "though their stage was made anew",
            "--link: independent",
        ])
    func `a cause of each kind is told`(words: String) throws {
        #expect(try ExplanationCase.kinds().contains(words))
    }

    /// Files of a context on a disk are root's and without attributes, those of a tree are not.
    @Test(
        arguments: [
            (FileAttributes(mode: 0o644, uid: 7, gid: 8), "a: owner changed: 0:0 → 7:8"),
            (
                FileAttributes(
                    mode: 0o644,
                    extendedAttributes: [
                        ExtendedAttribute(name: Array("user.a".utf8), value: Array("b".utf8))
                    ]), "a: xattr changed: empty → user.a="
            ),
        ])
    func `owners and attributes of a tree's files are told`(
        _ attributes: FileAttributes, _ words: String
    ) throws {
        let engine = ContainerEngine(try BuildCase.world())
        let file = try Dockerfile(parsing: Array("FROM busybox\nCOPY . /d\n".utf8))
        var rows: [String] = []
        for attributes in [FileAttributes(mode: 0o644), attributes] {
            var tree = FileTree()
            try tree.put(
                FileNode(.file(FileContents("a")), attributes: attributes), at: "/a")
            let request = BuildRequest(file, context: BuildContext(tree))
            rows = BuildReport(try Builder(request, in: engine).build().steps).lines
        }
        #expect(rows.contains { $0.contains(words) }, "\(rows)")
    }
}
