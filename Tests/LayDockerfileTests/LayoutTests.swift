import LayArchive
import LayDockerfile
import LayTestSupport
import Testing

/// The one layout of Dockerfiles.
@Suite struct LayoutTests {
    private func formatted(_ text: String) throws -> String {
        try Dockerfile(parsing: Array(text.utf8)).formatted()
    }

    @Test func `words become capitals and blanks single`() throws {
        let text = try formatted(
            """
            # Syntax = docker/dockerfile:1


            #a comment
              # another

            from   busybox  as  build


            run   echo   "a  b"
            copy  --chown=1:2   --link a    b /d
            env  a=b   c="d  e"
            env  old  value  kept
            cmd  [ "a" ,"b",   "c" ]
            user\tapp
            expose  80   90
            onbuild   run  x


            """)
        #expect(
            text == """
                # syntax=docker/dockerfile:1

                # a comment
                # another

                FROM busybox AS build

                RUN echo   "a  b"
                COPY --chown=1:2 --link a b /d
                ENV a=b c="d  e"
                ENV old  value  kept
                CMD ["a", "b", "c"]
                USER app
                EXPOSE 80 90
                ONBUILD run  x

                """)
    }

    @Test func `continued lines keep what a shell reads`() throws {
        let text = try formatted(
            """
            FROM busybox
            RUN --mount=type=cache,target=/x   \\
              set -e;   \\
            # why

            \t  echo a\\
              b

            COPY a \\
              b\\
            /d   \\
              /e
            ENV a=b \\
                  # c
              c="d \\
              e"
            CMD [ "a",\\
             "b" ]
            RUN tail \\
            """)
        #expect(
            text == """
                FROM busybox
                RUN --mount=type=cache,target=/x \\
                    set -e;   \\
                    # why
                \t  echo a\\
                  b

                COPY a \\
                    b\\
                /d \\
                    /e
                ENV a=b \\
                    # c
                    c="d \\
                  e"
                CMD ["a", \\
                    "b"]
                RUN tail

                """)
    }

    @Test func `heredocs stay as they are`() throws {
        let text =
            "FROM a\nrun <<-E  cat\n\t a  b \\\n# no comment\n\n\tE\ncopy <<F  <<G /d/\nF\n x\nG\n"
        #expect(
            try formatted(text)
                == "FROM a\nRUN <<-E  cat\n\t a  b \\\n# no comment\n\n\tE\nCOPY <<F <<G /d/\nF\n x\nG\n"
        )
    }

    @Test func `a comment never becomes a directive`() throws {
        let text = "\n\n# escape=`\nFROM a\nRUN b\\\n c\n"
        #expect(try formatted(text) == "\n# escape=`\nFROM a\nRUN b\\\n c\n")
    }

    /// What a file says, without its layout.
    private func meaning(_ bytes: [UInt8]) throws -> [String] {
        let file = try Dockerfile(parsing: bytes)
        let directives = file.directives.map { "\($0.name)=\($0.value)" }
        let instructions = file.document["instructions"]?.array ?? []
        return directives
            + instructions.map { instruction in
                var args = instruction["args"]?.strings ?? []
                if instruction["name"]?.string == "FROM", args.count > 1 {
                    args[1] = args[1].lowercased()
                }
                let heredocs = (instruction["heredocs"]?.array ?? []).flatMap { heredoc in
                    ["name", "content", "expand", "stripTabs", "fd"].map {
                        heredoc[$0]?.text() ?? ""
                    }
                }
                let parts: [String] =
                    [instruction["name"]?.string ?? ""] + (instruction["flags"]?.strings ?? [])
                    + args + heredocs
                return parts.joined(separator: "\u{1}")
            }
    }

    private func checkLayout(_ bytes: [UInt8]) throws {
        let text = try Dockerfile(parsing: bytes).formatted()
        let shown = String(decoding: bytes, as: UTF8.self).debugDescription
        #expect(try meaning(Array(text.utf8)) == meaning(bytes), "\(shown)")
        let again = try Dockerfile(parsing: Array(text.utf8)).formatted()
        #expect(again == text, "\(shown)")
    }

    private static let texts: [DockerfileCase] =
        ((try? DockerfileCase.table("dockerfile-syntax/outcomes.txt")) ?? [])
        + BuildCase.all.compactMap { item in
            (try? item.text("Dockerfile")).flatMap {
                $0.map { DockerfileCase(text: $0, lines: nil, outcome: "") }
            }
        }

    @Test(arguments: texts)
    func `a layout keeps the meaning and is its own`(_ item: DockerfileCase) throws {
        let text = String(decoding: item.text, as: UTF8.self)
        guard (try? Dockerfile(parsing: Array(text.utf8))) != nil else { return }
        try checkLayout(Array(text.utf8))
    }

    @Test(arguments: seeds(300))
    func `random files keep their meaning`(_ seed: UInt64) throws {
        var choices = Choices(state: seed)
        let text = choices.dockerfile()
        guard (try? Dockerfile(parsing: text)) != nil else { return }
        do {
            try checkLayout(text)
        } catch {
            Issue.record(
                "LAY_SEED=\(seed): \(String(decoding: text, as: UTF8.self).debugDescription): \(error)"
            )
        }
    }
}

extension Choices {
    /// A file of pieces that meet in odd ways.
    mutating func dockerfile() -> [UInt8] {
        let pieces = [
            "FROM a", "from  a  as  b", "RUN", "run ", "echo", " ", "  ", "\t", "\\", "\\\n",
            " \\\n",
            "\\  \n", "\n", "\n\n", "\r\n", "#", "# c\n", "\n# c\n", "\n  # c\n", "\"", "'", "a b",
            "COPY", "copy --link", " --x=y ", "--", "<<E", "<<-E", "\nE\n", "\nE", "<<\"E\"",
            "3<<E",
            "[", "]", "[\"a\",\"b\"]", ",", "\"a\"", "ENV a=b", "ENV a b", " c=d", "=", "ARG x",
            "$x",
            "${x", "}", "LABEL", "EXPOSE 80", "ONBUILD", "CMD", "HEALTHCHECK", " CMD ", "NONE",
            "USER x", "WORKDIR", "VOLUME", "SHELL", "STOPSIGNAL 9", "MAINTAINER m", "`",
            "# escape=`\n",
            "# check=skip=all\n", "\u{a0}", "é", "\u{feff}", "/d", "FOO",
        ]
        var text = Bool.random(using: &self) ? "FROM a\n" : ""
        for _ in 0..<Int.random(in: 1..<24, using: &self) {
            text += pieces.randomElement(using: &self) ?? ""
        }
        return Array(text.utf8)
    }
}
