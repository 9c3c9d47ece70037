import LayArchive
import LayContainers
import LayDockerfile
import LayFiles
import LayImages
import LayTestSupport
import LayWorld
import Testing

/// Builds that `SOURCE_DATE_EPOCH` dates.
@Suite struct EpochTests {
    private static let dockerfile = """
        FROM busybox AS one
        COPY a /a
        RUN echo x > /x && touch -d @2000 /x
        FROM one
        LABEL a=b
        RUN echo y > /y
        """

    private func build(
        _ epoch: String?, clock: Int = 3000, file: String = dockerfile
    ) throws -> BuildOutcome {
        let world = try BuildCase.world()
        world.state.clock = clock
        var tree = FileTree()
        try tree.put(
            FileNode(
                .file(FileContents("a")), attributes: FileAttributes(mode: 0o644),
                modified: Nanoseconds(clock) * 1_000_000_000), at: "/a")
        var request = BuildRequest(
            try Dockerfile(parsing: Array(file.utf8)), context: BuildContext(tree))
        if let epoch { request.arguments = [("SOURCE_DATE_EPOCH", epoch)] }
        return try Builder(request, in: ContainerEngine(world)).build()
    }

    @Test(arguments: [1000, 5000])
    func `the image and its own lines get the date, the base's keep theirs`(epoch: Int) throws {
        let image = try build("\(epoch)").image
        let date = JSONValue.string(Timestamp.text(epoch))
        #expect(image.config["created"] == date)
        let dates = image.config.history.map { $0["created"] }
        #expect(dates.first == .string("1970-01-01T00:00:00Z"))
        #expect(dates.count == 5 && dates.dropFirst().allSatisfy { $0 == date })
    }

    @Test func `times are limited in the layers of the build, and raised in none`() throws {
        let outcome = try build("2500")
        let limited = try outcome.limitingFileTimes()
        func seconds(_ image: Image, _ path: TreePath) throws -> Nanoseconds {
            try image.tree.entry(at: path).node.modified / 1_000_000_000
        }
        #expect(try seconds(outcome.image, "/a") == 3000)
        #expect(try ["/a", "/x", "/y"].map { try seconds(limited, $0) } == [2500, 2000, 2500])
        #expect(limited.layers.first === outcome.image.layers.first)
        #expect(limited.config.history == outcome.image.config.history)
        #expect(limited.config.diffIDs == (try limited.layers.map { try $0.diffID() }))
        let undated = try build(nil)
        #expect(try undated.limitingFileTimes().id == undated.image.id)
        #expect(undated.epoch == nil)
    }

    @Test func `two machines with two clocks give one digest`() throws {
        let images = try [3000, 700_000].map { clock in
            try build("2500", clock: clock).limitingFileTimes()
        }
        #expect(images[0].id == images[1].id)
        #expect(
            try LayoutWriter.manifestDigest(of: images[0])
                == LayoutWriter.manifestDigest(of: images[1]))
    }

    /// As BuildKit's front end says it.
    @Test(
        arguments: [
            ("abc", "invalid syntax"), ("1.5", "invalid syntax"), (" 5", "invalid syntax"),
            ("1_000", "invalid syntax"), ("0x10", "invalid syntax"), ("+", "invalid syntax"),
            ("99999999999999999999", "value out of range"),
            ("-99999999999999999999", "value out of range"),
        ])
    func `what is no date is an error`(_ text: String, _ reason: String) throws {
        let error = #expect(throws: DockerfileError.self) { try build(text) }
        let expected =
            "invalid SOURCE_DATE_EPOCH: \(text): strconv.ParseInt: parsing \"\(text)\": \(reason)"
        #expect(error?.message == expected)
    }

    @Test(arguments: ["999999999999", "-99999999999"])
    func `a year that no configuration has is an error`(text: String) throws {
        let error = #expect(throws: DockerfileError.self) { try build(text) }
        #expect(error?.message.contains("year outside of range [0,9999]") == true)
    }

    @Test(arguments: ["", "+5", "-1", "253402300799"])
    func `any other number is taken`(text: String) throws {
        let outcome = try build(text, file: "FROM scratch\nCOPY a /a\n")
        #expect(outcome.epoch == Int(text))
        _ = try outcome.limitingFileTimes()
    }
}
