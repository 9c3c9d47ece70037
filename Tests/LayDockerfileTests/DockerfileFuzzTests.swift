import LayDockerfile
import LayTestSupport
import Testing

/// Damaged Dockerfiles end in an error with a place inside the file, or in none; nothing else.
@Suite struct DockerfileFuzzTests {
    /// What is damaged: every Dockerfile of the fixtures.
    private static let texts: [[UInt8]] =
        BuildCase.all.compactMap { try? $0.text("Dockerfile") }
        + ((try? DockerfileCase.table("dockerfile-syntax/outcomes.txt")) ?? []).map(\.text)
        + ((try? fixtures(in: "dockerfile-checks", withEnd: ".txt")) ?? []).flatMap {
            ((try? CheckCase.table("dockerfile-checks/\($0)")) ?? []).map(\.text)
        }

    /// What happens to a file, with all that reads it; a fault is told.
    private func fault(of bytes: [UInt8], _ choices: inout Choices) -> String? {
        let count = max(1, bytes.reduce(1) { $0 + ($1 == 0x0a ? 1 : 0) })
        func outside(_ range: ClosedRange<Int>?) -> Bool {
            range.map { $0.lowerBound < 1 || $0.upperBound > count } ?? false
        }
        let values = ["", "x", "a b", "$X", "\"", "/", "80", "é\u{301}", "[", "--from=a"]
        var picks = choices
        defer { choices = picks }
        do throws(DockerfileError) {
            let file = try Dockerfile(parsing: bytes)
            for warning in file.warnings where outside(warning.lines) { return "\(warning)" }
            _ = file.document
            _ = file.formatted()
            let report = DockerfileCheck(file).run(ignores: { _ in true })
            for warning in report.warnings where outside(warning.lines) { return "\(warning)" }
            if outside(report.error?.lines) { return "\(report)" }
            let stages = try file.stages()
            for step in stages.globals + stages.stages.flatMap(\.steps) {
                do throws(DockerfileError) {
                    _ = try step.expanded(in: file) { _ in values.randomElement(using: &picks) }
                } catch {
                    if outside(error.lines) { return "\(error)" }
                }
                if case .onBuild(let trigger) = step.command {
                    do throws(DockerfileError) {
                        _ = try Dockerfile.Step(trigger: trigger)
                    } catch {
                        // Triggers are damaged too.
                    }
                }
            }
            return nil
        } catch {
            if outside(error.lines) { return "\(error) at \(error.lines.map { "\($0)" } ?? "")" }
            return error.message.isEmpty ? "an empty message" : nil
        }
    }

    @Test(arguments: seeds(400))
    func `a damaged file is read or refused`(_ seed: UInt64) throws {
        var choices = Choices(state: seed)
        for _ in 0..<5 {
            var bytes = Self.texts.randomElement(using: &choices) ?? []
            for _ in 0..<Int.random(in: 1..<6, using: &choices) { choices.damage(&bytes) }
            let shown = String(decoding: bytes, as: UTF8.self).debugDescription
            let fault = fault(of: bytes, &choices)
            #expect(fault == nil, "LAY_SEED=\(seed) \(shown)")
        }
    }

    @Test(
        .timeLimit(.minutes(1)), .serialized,
        arguments: [
            ("FROM a\nRUN ", "<<E "), ("FROM a\n", "ONBUILD "), ("FROM a\nENV a=", "${x:-"),
            ("FROM a\nCMD ", "["), ("FROM a\nRUN ", "\\\n"), ("", "\\\n"), ("", "#\n"),
            ("FROM a\n", "ENV a=$b\n"), ("FROM a\nENV ", "a=$b "), ("FROM a\nCOPY ", "a "),
            ("FROM a\nRUN ", "--mount=type=cache,target=/$x "), ("", "FROM a AS b\n"),
            ("FROM a\nRUN a \\\n", "\n"), ("FROM a\nLABEL ", "\""), ("FROM a\nENV a=", "$a"),
            ("ARG a\n", "ARG a=$a$a\n"), ("FROM a\n", "ARG a=$a$a\n"), ("FROM a\nENV a ", "'"),
            ("FROM a\nEXPOSE ", "1-65 "), ("FROM a\n", "EXPOSE 0-65535\n"),
            ("FROM a\nRUN <<E\n", "x\n"), ("FROM a\nENV a=${x/", "*a"), ("", "FROM a$b\n"),
            ("FROM a\nHEALTHCHECK --interval=", "1h"), ("FROM a\nVOLUME [", "[],"),
            ("FROM a\nENV a=", "${a"), ("# check=skip=", "a,"), ("FROM a\nRUN --x=", "\\\""),
        ])
    func `a long file takes no long time`(_ parts: (head: String, piece: String)) {
        var bytes = Array(parts.head.utf8)
        let count = scaled(20_000, atMost: 4_000_000) / parts.piece.utf8.count
        // Lines of a file have a bound, so long ones continue.
        var length = 0
        for _ in 0..<count {
            bytes += Array(parts.piece.utf8)
            length += parts.piece.utf8.count
            if parts.piece.utf8.last == 0x0a { length = 0 }
            if length > 60_000 {
                bytes += [0x5c, 0x0a]
                length = 0
            }
        }
        var choices = Choices(state: 1)
        #expect(fault(of: bytes, &choices) == nil)
    }

    @Test func `what is no UTF-8 is read`() throws {
        let file = try Dockerfile(parsing: [0x46, 0x52, 0x4f, 0x4d, 0x20, 0xff, 0xfe, 0x0a])
        #expect(file.instructions[0].arguments == "\u{fffd}\u{fffd}")
    }
}

extension Choices {
    /// Takes away, adds, doubles or changes a piece.
    fileprivate mutating func damage(_ bytes: inout [UInt8]) {
        let pieces = [
            "\\\n", "\n", "\"", "'", "<<E", "${", "}", "$x", "[", "]", ",", "=", "--", "#", "\r",
            "\t", " ", "\\", "`", "ONBUILD ", "FROM a\n", "\u{feff}", "\u{a0}", "é", ":", "/", "*",
            "--mount=type=", "--from=", "<<", "-", "0", "\nE\n",
        ]
        let place = Int.random(in: 0...bytes.count, using: &self)
        let end = min(bytes.count, place + Int.random(in: 0..<8, using: &self))
        switch Int.random(in: 0..<6, using: &self) {
        case 0: bytes.removeSubrange(place..<end)
        case 1: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 2: bytes.insert(UInt8.random(in: 0...255, using: &self), at: place)
        case 3: bytes.removeLast(bytes.count - place)
        case 4 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
        default:
            bytes.insert(
                contentsOf: Array((pieces.randomElement(using: &self) ?? "").utf8), at: place)
        }
    }
}
