internal import LayBounds
internal import LayRuntime
internal import LaySyntax
internal import LayWorld

extension Engine {
    /// Runs a program and its `test` blocks, each on a world of its own and with the variables as the
    /// program has left them; gives what came of them.
    ///
    /// `isWanted` says by its name whether a test is to run. `willRun` and `didRun` are told of each as
    /// it begins and ends, so that what it prints can be told apart.
    ///
    /// - Throws: `ScriptError` when the program itself fails, or ends with `exit`.
    @discardableResult
    public func test(
        _ source: String, name: String = "<script>",
        isWanted: @escaping (_ name: String) -> Bool = { _ in true },
        willRun: @escaping (_ name: String) -> Void = { _ in },
        didRun: @escaping (TestResult) -> Void = { _ in }
    ) throws(ScriptError) -> [TestResult] {
        var results: [TestResult] = []
        vm.runTest = { [unowned self] name, body in
            if !isWanted(name) { return }
            willRun(name)
            let (saved, globals) = (world.state, vm.globalValues)
            defer {
                world.state = saved
                vm.restore(globals)
            }
            let failure = failure { vm.release(try vm.call(body, [])) }
            if let failure, failure.kind == .cancelled, failure.exit == nil { throw failure }
            let result = TestResult(
                name: name,
                failure: failure.map {
                    ScriptError(
                        $0.ending("the test", help: "it fails by throwing, and passes otherwise"))
                })
            results.append(result)
            didRun(result)
        }
        defer { vm.runTest = nil }
        try reporting {
            do {
                try vm.run(vm.source(name, source))
            } catch let error as LayError {
                throw error.ending("the file", help: "its tests may not have run by then")
            }
        }
        return results
    }

    /// Runs a test under limits of its own; gives why it failed.
    private func failure(_ body: () throws -> Void) -> LayError? {
        let outerPrinted = printed
        defer { printed += outerPrinted }
        return deadline.apart {
            do {
                begin()
                try vm.runningApart(body)
                return nil
            } catch {
                return ended(by: error)
            }
        }
    }
}

extension LayError {
    /// That something which should come to its end called `exit`; any other error as it is.
    fileprivate func ending(_ what: String, help: String) -> LayError {
        guard let exit else { return self }
        var failure = self
        (failure.kind, failure.exit) = (.invalidState, nil)
        (failure.message, failure.help) = ("\(what) called exit(\(exit))", help)
        return failure
    }
}
