internal import LayArchive
internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayUtilities
internal import LayWorld

/// The instructions of a Dockerfile as methods of an image.
extension Bindings {
    func installImageInstructions() {
        imageEdit("cmd", "words...") { [unowned self] image, call in
            image.cmd(try words(call), created: world.timestamp)
        }
        imageEdit("entrypoint", "words...") { [unowned self] image, call in
            image.entrypoint(try words(call), created: world.timestamp)
        }
        imageEdit("shell", "words...") { [unowned self] image, call in
            try image.shell(try words(call), created: world.timestamp)
        }
        imageEdit("env", "variables") { [unowned self] image, call in
            try image.env(try settings(call), created: world.timestamp)
        }
        imageEdit("label", "labels") { [unowned self] image, call in
            try image.label(try settings(call), created: world.timestamp)
        }
        imageEdit("user", "user") { [unowned self] image, call in
            try image.user(try text(call, 1), created: world.timestamp)
        }
        imageEdit("stop_signal", "signal") { [unowned self] image, call in
            try image.stopSignal(try text(call, 1), created: world.timestamp)
        }
        imageEdit("volume", "paths...") { [unowned self] image, call in
            try image.volume(try words(call), created: world.timestamp)
        }
        imageEdit("expose", "ports...") { [unowned self] image, call in
            try image.expose(try words(call), created: world.timestamp)
        }
        imageEdit("onbuild", "line") { [unowned self] image, call in
            try image.onBuild(try call.string(1), created: world.timestamp)
        }
        imageEdit("arg", "name default?") { [unowned self] image, call in
            try image.argument(
                try call.string(1), call.has(2) ? try text(call, 2) : nil,
                created: world.timestamp)
        }
        imageEdit("workdir", "path") { [unowned self] image, call in
            let text = try call.string(1)
            if text.isEmpty {
                throw LayError(.valueError, "WORKDIR requires exactly one argument")
            }
            let path = TreePath(text.utf8, in: TreePath(image.config.workingDirectory))
            let isThere = image.tree.contains(path)
            return try image.workingDirectory(
                path, owner: isThere ? nil : try userNumbers(of: image), created: world.timestamp,
                now: world.now)
        }
        imageEdit(
            "healthcheck", "command interval? timeout? start_period? start_interval? retries?"
        ) { [unowned self] image, call in
            image.healthcheck(try healthcheck(call), created: world.timestamp)
        }
    }

    /// A string, or another value as it is shown: `expose(80)`.
    private func text(_ call: borrowing NativeCall, _ index: Int) throws -> String {
        try vm.display(call[index], readable: false)
    }

    /// Names and values to set; `nil` is no value.
    private func settings(_ call: borrowing NativeCall) throws -> [(key: String, value: String)] {
        for (key, value) in call[1].entries ?? [] where value.isNil {
            throw LayError(
                .typeError, "'\(try vm.display(key, readable: false))' has no value",
                help: "\"\" is an empty one; with_config replaces the whole field")
        }
        return try pairs(call, 1)
    }

    /// The words of an exec form: several arguments, or one list of them.
    private func words(_ call: borrowing NativeCall) throws -> [String] {
        let values = try call.list(1)
        if values.count == 1, let inner = values[0].elements {
            return try inner.map { try vm.display($0, readable: false) }
        }
        return try values.map { try vm.display($0, readable: false) }
    }

    /// The numbers of the user that the image names, and the group that comes with it.
    private func userNumbers(of image: Image) throws -> (uid: UInt32, gid: UInt32)? {
        let user = image.config.user
        if user.isEmpty { return nil }
        let files = TreeFileSystem(image.tree)
        var numbers = try owner(user, files)
        if UInt32(user) != nil {
            let line = Accounts.line(in: "/etc/passwd", files) { $0.count > 3 && $0[2] == user }
            numbers.gid = line.flatMap { UInt32($0[3]) } ?? 0
        }
        return numbers
    }

    private func healthcheck(_ call: borrowing NativeCall) throws -> Healthcheck {
        var check: Healthcheck
        if let words = call[1].elements {
            let list = try words.map { try vm.display($0, readable: false) }
            // The words of a config's Test are taken as they are.
            let isTest = list == ["NONE"] || ["CMD", "CMD-SHELL"].contains(list.first)
            check = Healthcheck(test: isTest ? list : ["CMD"] + list)
            if check.test.count < 2, check.test != ["NONE"] {
                throw LayError(
                    .valueError, "Missing command after HEALTHCHECK CMD",
                    help: "healthcheck(\"NONE\") turns an inherited check off")
            }
        } else {
            let line = try call.string(1)
            if line.allSatisfy(\.isWhitespace) {
                throw LayError(.valueError, "Missing command after HEALTHCHECK CMD")
            }
            check = Healthcheck(test: line == "NONE" ? ["NONE"] : ["CMD-SHELL", line])
        }
        if check.test == ["NONE"], (2...6).contains(where: { call.has($0) }) {
            throw LayError(.valueError, "HEALTHCHECK NONE takes no arguments")
        }
        check.interval = try duration(call, 2, "interval")
        check.timeout = try duration(call, 3, "timeout")
        check.startPeriod = try duration(call, 4, "start-period")
        check.startInterval = try duration(call, 5, "start-interval")
        if call.has(6) {
            check.retries = try call.int(6)
            if !(0...Int(Int32.max)).contains(check.retries) {
                throw LayError(
                    .valueError, "--retries cannot be negative (\(check.retries))",
                    help: "0 stands for Docker's own 3")
            }
        }
        return check
    }

    private func duration(_ call: borrowing NativeCall, _ index: Int, _ option: String) throws
        -> Int64
    {
        guard call.has(index) else { return 0 }
        if call[index].tag == .string {
            return try Healthcheck.duration(call[index].text, option: option)
        }
        return try Healthcheck.duration(seconds: try call.number(index), option: option)
    }
}
