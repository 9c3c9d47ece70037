#if os(Linux)
    import LayFiles
    import LayTestSupport

    extension Choices {
        private mutating func number(_ range: Range<Int>) -> Int {
            Int.random(in: range, using: &self)
        }

        private mutating func pick<Element>(_ elements: [Element]) -> Element {
            elements[number(0..<elements.count)]
        }

        private mutating func name() -> [UInt8] {
            if number(0..<120) == 0 { return [UInt8](repeating: UInt8(ascii: "n"), count: 256) }
            if number(0..<120) == 0 { return [UInt8](repeating: UInt8(ascii: "n"), count: 255) }
            return [UInt8(ascii: "a") + UInt8(number(0..<5))]
        }

        /// A path that is known, a name beside or below one, or a short path of few names: so
        /// operations meet each other, and as many succeed as fail.
        private mutating func anyPath(_ known: [TreePath] = []) -> TreePath {
            if number(0..<60) == 0 { return .root }
            if !known.isEmpty, number(0..<4) > 0 {
                let path = pick(known)
                switch number(0..<4) {
                case 0: return path.parent.appending(name: name())
                case 1: return path.appending(name: name())
                default: return path
                }
            }
            var path = TreePath.root
            for _ in 0...pick([0, 0, 1, 1, 1, 2, 2, 3]) { path = path.appending(name: name()) }
            return path
        }

        /// A path that is mostly free, and whose directory is mostly there.
        private mutating func freePath(_ known: [TreePath]) -> TreePath {
            if number(0..<4) == 0 { return anyPath(known) }
            for _ in 0..<4 {
                let path = pick(known).parent.appending(name: name())
                if !known.contains(path) { return path }
            }
            return pick(known).appending(name: name())
        }

        private mutating func target() -> String {
            switch number(0..<10) {
            case 0: "/"
            case 1: ".."
            case 2: "../\(pick(["a", "b", "c"]))"
            case 3: "./\(pick(["a", "b", "c"]))/../\(pick(["a", "d"]))"
            case 4, 5: pick(["a", "b", "c", "d", "e"])
            case 6: "../..\(anyPath())"
            default: "\(anyPath())"
            }
        }

        /// Sticky directories that others may write to are left out: sysctls such as
        /// `fs.protected_regular` change what may be done in them.
        private mutating func mode() -> UInt16 {
            let mode = pick([0o644, 0o755, 0o600, 0o777, 0o711, 0o664] as [UInt16])
            let special = pick([0, 0, 0, 0o4000, 0o2000, 0o6000, 0o1000] as [UInt16])
            return special == 0o1000 ? mode & ~0o022 | special : mode | special
        }

        private mutating func node() -> Snapshot.Item {
            let kind = pick([.fifo, .characterDevice, .blockDevice] as [FileKind])
            // Overlayfs refuses the device 0:0, which is its whiteout.
            let device = DeviceNumber(major: UInt32(number(1..<4)), minor: UInt32(number(0..<300)))
            return Snapshot.Item(
                kind: kind,
                device: kind == .fifo ? DeviceNumber(major: 0, minor: 0) : device,
                attributes: FileAttributes(mode: mode()), modified: 0, first: .root)
        }

        private mutating func attributeName() -> String {
            pick(["user.a", "trusted.x", "security.capability"])
        }

        private mutating func value(_ name: String) -> [UInt8] {
            if name == "security.capability" {
                // Version 2: permitted and inheritable sets of capabilities.
                return [0, 0, 0, 2, UInt8(number(0..<256))] + [UInt8](repeating: 0, count: 15)
            }
            return (0..<number(0..<4)).map { UInt8($0) }
        }

        /// Any operation on any path; most start from what is `known`.
        mutating func operation(_ step: Int, _ known: [TreePath]) -> Operation {
            let path = anyPath(known)
            let follow = number(0..<3) > 0
            let bytes = Array("\(step)".utf8)
            switch number(0..<34) {
            case 0...4: return .write(path, bytes)
            case 5: return .writeAt(path, bytes, number(0..<20))
            case 6: return .append(path, bytes)
            case 7: return .truncate(path, pick([0, 1, 5, 3000]))
            case 8...12: return .makeDirectory(freePath(known), mode() & 0o1777)
            case 13, 14: return .makeSymlink(freePath(known), target: target())
            case 15: return .makeNode(freePath(known), node())
            case 16, 17: return .removeDirectory(path)
            case 18, 19: return .unlink(path)
            case 20...23:
                return .rename(path, number(0..<2) == 0 ? anyPath(known) : freePath(known))
            case 24...26: return .link(path, freePath(known))
            case 27: return .changeMode(path, mode())
            case 28:
                return .changeOwner(
                    path, uid: UInt32(number(0..<3)), gid: UInt32(number(0..<3)), follow: follow)
            case 29, 30:
                let name = attributeName()
                return .setAttribute(path, name, value(name), follow: follow)
            case 31: return .removeAttribute(path, attributeName(), follow: follow)
            default:
                return .setModified(
                    path, Nanoseconds(step) * 1_000_000_000 + 7, follow: follow)
            }
        }
    }
#endif
