def log = new File(basedir, 'build.log').text
assert log =~ /intern   http:\/\/127\.0\.0\.1:\d+\/intern/
assert log.contains(' 0 FAIL')
assert !log.contains('No emulator runs')
